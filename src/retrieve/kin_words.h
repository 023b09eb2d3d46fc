// What questions say and what answers say instead. Collected by hand from which words set the right sentences of the
// questions that may be learned from apart (bench/quality), with their like in health libraries.
#pragma once

#include <array>
#include <string_view>

namespace familiar::retrieve {

struct KinWords {
    std::string_view asked;     // folded words of questions, with spaces between; "come_out" is two words
    std::string_view answered;  // folded words of answers
};

inline constexpr std::array<KinWords, 56> k_kin_words = {{
    {"play plays played playing portrays portrayed",
     "portrayed portrays actor actress starring stars cast role played"},
    {"voice voices voiced", "voiced voice voices actor actress comedian provided"},
    {"sing sings sang sung singing singer",
     "performed recorded vocals singer sung song artist band duo single vocalist"},
    {"wrote write writes written writer",
     "written author composed penned novelist songwriter lyrics wrote writer poet"},
    {"song", "single recorded performed written singer songwriter"},
    {"come_out came_out coming_out comes_out release released releasing",
     "released release premiered premiere published debuted scheduled launched theatrically"},
    {"season episode episodes series show air aired",
     "premiered aired renewed premiere concluded airing debuted episodes"},
    {"start started starts begin began beginning",
     "began started premiered begins opened founded established commenced"},
    {"end ended ends over finish", "ended concluded until finale ceased ends signed"},
    {"won win wins winner winning",
     "winner champion champions defeated defeating victory won winning beat title awarded"},
    {"lose lost", "defeated lost beat defeat"},
    {"located location situated find found where",
     "located situated lies near north south east west northern southern "
     "eastern western coast county city"},
    {"film filmed filming shot made", "filmed filming shot location locations filmed produced"},
    {"set take_place takes_place took_place", "set takes took story held located fictional"},
    {"live lives lived", "native inhabit habitat found population resides lives distributed"},
    {"die died dies dead death", "died death killed dies executed assassinated murdered"},
    {"born birth", "born birthplace native birth"},
    {"invented invent discovered discover", "invented inventor discovered developed patented credited introduced"},
    {"founded founder established created create", "founded established founder created creator formed"},
    {"built build made construct", "built constructed construction completed designed architect erected"},
    {"designed design", "designed designer architect created"},
    {"own owns owned owner", "owned subsidiary parent company acquired owner owns"},
    {"directed director", "directed director filmmaker"},
    {"mean means meaning meant stand_for stands_for",
     "means meaning refers refer term derived literally denotes "
     "abbreviation acronym stands"},
    {"called name named term", "called known named termed referred refers name"},
    {"come_from comes_from came_from origin originated originate",
     "origin originated derived derives word english originates ancient introduced native"},
    {"said say says quote", "attributed phrase said coined quote"},
    {"many number total",
     "total consists consisted number approximately two three four five six seven eight nine ten "
     "twelve comprises hundred million"},
    {"much cost costs", "million billion percent approximately cost dollars"},
    {"long length last duration", "minutes hours days weeks months years length miles kilometres duration km"},
    {"old age", "age aged years old"},
    {"tall high height elevation", "height tall feet metres high elevation ft m"},
    {"far distance", "miles kilometres distance km mi"},
    {"big large size area", "square area acres kilometres miles hectares"},
    {"current currently now present", "current currently incumbent since present assumed serving"},
    {"last latest recent", "last recent latest final most"},
    {"first original earliest", "first inaugural earliest original introduced oldest"},
    {"next", "next scheduled upcoming will"},
    {"president minister governor chief mayor", "incumbent elected appointed sworn served assumed office"},
    {"married marry wife husband", "married wife husband marriage spouse"},
    {"made_of made_up consist composed", "composed consists made consisting contains comprised"},
    {"type kind", "type form class classified kind"},
    {"purpose function used use do does", "used allows provides function responsible purpose enables serves"},
    {"legal law act passed", "enacted passed signed law ratified legal effect"},
    {"why reason cause", "because due reason caused therefore result order since"},
    // Health libraries.
    {"inherited inherit hereditary genetic",
     "autosomal recessive dominant inherited inheritance inherit copies parents "
     "pattern sporadic x-linked"},
    {"symptoms symptom signs", "symptoms symptom signs features include characterized onset pain severe"},
    {"treatments treatment treat treated cure",
     "treatment treatments treated therapy treat medication medications surgery "
     "management therapies drugs medicine"},
    {"causes cause caused", "cause caused causes mutations mutation due result unknown gene"},
    {"genetic changes gene", "mutations mutation gene genes protein chromosome deletion"},
    {"diagnose diagnosed diagnosis tests",
     "diagnosis diagnosed diagnose test tests testing exam physical examination "
     "biopsy blood"},
    {"prevent prevention avoid", "prevent prevention prevented avoid reduce vaccine lower protect"},
    {"affected people common",
     "prevalence estimated individuals births worldwide incidence occurs affects rare million "
     "frequency affected unknown"},
    {"outlook prognosis", "prognosis outlook expectancy survival recovery recover chance progressive"},
    {"research trials clinical", "research trials studies researchers nih conducts supports scientists clinical study"},
    {"risk likely", "risk factors likely increase increases higher common chance complications"},
}};

}  // namespace familiar::retrieve
