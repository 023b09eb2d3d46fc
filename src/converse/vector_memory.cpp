#include "converse/vector_memory.h"

#include "platform/random.h"

namespace familiar::converse {

PartKey key_of(PersonId viewer, const Post& post, std::size_t begin) {
    return {post.id.shelf == Shelf::person ? viewer : PersonId{}, post.id, post.version, begin};
}

Vector VectorMemory::find(const PartKey& key, std::string_view text) {
    const platform::Lock lock(mutex_);
    const auto place = places_.find(key);
    if (place == places_.end()) return nullptr;
    // The number of a post that was erased may be given to another.
    if (place->second->text_digest != platform::digest(text)) {
        drop(place->second);
        return nullptr;
    }
    kept_.splice(kept_.begin(), kept_, place->second);
    return place->second->vector;
}

void VectorMemory::keep(const PartKey& key, std::string_view text, std::vector<float> vector) {
    if (vector.size() > numbers_max_) return;
    const platform::Lock lock(mutex_);
    if (const auto place = places_.find(key); place != places_.end()) drop(place->second);
    while (!kept_.empty() && numbers_ + vector.size() > numbers_max_) drop(std::prev(kept_.end()));
    numbers_ += vector.size();
    kept_.push_front({key, platform::digest(text), std::make_shared<const std::vector<float>>(std::move(vector))});
    places_[key] = kept_.begin();
}

void VectorMemory::forget() {
    const platform::Lock lock(mutex_);
    kept_.clear();
    places_.clear();
    numbers_ = 0;
}

std::size_t VectorMemory::numbers() const {
    const platform::Lock lock(mutex_);
    return numbers_;
}

void VectorMemory::drop(std::list<Kept>::iterator kept) {
    numbers_ -= kept->vector->size();
    places_.erase(kept->key);
    kept_.erase(kept);
}

}  // namespace familiar::converse
