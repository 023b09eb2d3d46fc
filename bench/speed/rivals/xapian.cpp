// Xapian 1.4: BM25 over the OR of the stems, the audience as boolean terms, the database compacted.
//
// Xapian is under the GPL. This program is only measured against; it links Xapian and nothing of Familiar, and no part
// of Familiar links it.
#include "speed/rivals/rival.h"

#include <xapian.h>

namespace {

using namespace familiar::bench::rival;

void build(const Case& one) {
    const std::string grown = (one.place / "grown").string();
    {
        Xapian::WritableDatabase db(grown, Xapian::DB_CREATE_OR_OVERWRITE);
        Xapian::TermGenerator words;
        words.set_stemmer(Xapian::Stem("en"));
        words.set_stemming_strategy(Xapian::TermGenerator::STEM_ALL);
        each_post(one.folder, [&](const Row& row) {
            Xapian::Document document;
            words.set_document(document);
            words.index_text_without_positions(row.title);
            words.index_text_without_positions(row.text);
            document.add_boolean_term("XA" + std::to_string(row.audience));
            document.set_data(std::to_string(row.number));
            db.add_document(document);
        });
        db.commit();
        db.compact((one.place / "compact").string());
    }
    std::filesystem::remove_all(grown);
}

}  // namespace

int main(int count, char** values) {
    const Case one = case_of("Xapian 1.4", count, values);
    const double build_ms = milliseconds([&] { build(one); });
    const Xapian::Database db((one.place / "compact").string());
    const Xapian::Stem stem("en");
    Xapian::Query visible;
    for (int audience = 0; audience <= k_audience_max; ++audience)
        visible |= Xapian::Query("XA" + std::to_string(audience));
    Xapian::Enquire enquire(db);
    measure(one, {"BM25, compacted", build_ms, megabytes_in(one.place)}, [&](const Words& question) {
        std::vector<std::string> stems;
        for (const std::string& word : question) stems.push_back(stem(word));
        const Xapian::Query any(Xapian::Query::OP_OR, stems.begin(), stems.end());
        enquire.set_query(Xapian::Query(Xapian::Query::OP_FILTER, any, visible));
        static_cast<void>(enquire.get_mset(0, k_found));
        return true;
    });
    return 0;
}
