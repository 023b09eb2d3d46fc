// How people ask an assistant about their own world: a small grammar that perceive/asking_model.cpp plays through.
//
// A line is `symbol = one | other`; a line that begins with spaces goes on from the one before. Inside, `( | )`
// chooses,
// `[ ]` may be left out, `<symbol>` is another line or one of the world's lists: <person> <group> <name> <thing>
// <word>, of which the last is a thing of one word. All is written as it is said. A choice that stands twice is taken
// twice as often. Read by asking_model.cpp and its test alone.
#pragma once

#include <string_view>

namespace familiar::perceive {

inline constexpr std::string_view k_question_forms = R"(
ask = <plain> | <plain> | <plain> | <plain> | <plain> | <plain> | <opener> <indirect> | <plain> <closer> | <filler>
    <plain>
opener = (can|could|would) you [please] tell me | [please] tell me | do you know | do we know | i want to know | i'd
    like to know | i wonder | [please] remind me | let me know | can you find out | find out | i forgot | any idea |
    i was wondering
filler = so | well | okay | hey | and | but | familiar | hi familiar | please | um | now | also | actually | by the
    way
closer = please | again | then | now | this (week|month|year|weekend) | (last|next) (week|month|year) | today |
    tomorrow | at the moment | these days | exactly | so far | at all | too | instead | around here | in town | here
    | on <day> | in <month> | at the <thing>

plain = <who> | <who> | <what> | <what> | <what> | <when> | <when> | <where> | <where> | <howmuch> | <howmuch> |
    <howmany> | <howlong> | <why> | <how> | <which> | <which> | <yesno> | <yesno> | <yesno> | <voices> | <opinions> |
    <digest> | <changes> | <compare> | <advice> | <shopping> | <health> | <plans> | <counts> | <last>
indirect = (who|what|when|where|why|how) <np> (is|was|are|were) | (when|where|what time|why|how) <np> <vs> | who
    <ved> <np> | who <ved> <np> | if <np> (is|was) <state> | whether <np> (is|was) <state> | (if|whether) <np> <ved>
    <np> | what <np> <ved> | what <np> (costs|cost) | how much <np> (costs|cost) | what <person>
    (said|wrote|thinks|wants) about <np> | when <np> (will be|is going to be|is) <event> | about <np> | about <np> |
    <pp> | which <thing> <vs> | what (happened|changed) <pp>

np = <ent> | <ent> | <det> <thing> | <det> <thing> | <det> <thing> | the <thing> | the <thing> | the <thing> | the
    <word> <word> | <thing> | <poss> <thing> | the <thing> <pp> | the (new|old|next|last|first|other|whole) <thing> |
    <pron>
ent = <person> | <person> | <person> | <name> | <name> | <group> | the <group>
det = the | the | the | a | a | an | my | our | your | their | his | her | this | that | these | those | some | any |
    every | each
poss = <person>'s | <person>'s | <name>'s | my | our
pron = it | they | we | i | he | she | you | people | everybody | anybody | someone | the kids | the children | the
    neighbours | them | us
pp = <prep> <np> | <prep> the <thing> | <prep> <name> | <prep> <person> | <time>
prep = in | in | at | at | on | for | for | of | of | about | about | with | to | from | by | near | after | before |
    since | until | during | without
time = on <day> | on <day> morning | on <day> (evening|afternoon|night) | in <month> | since <month> | until <month>
    | on the <ordinal> [of <month>] | on <month> the <ordinal> | on <month> <ordinal> | today | tomorrow | tonight |
    yesterday | this (morning|evening|afternoon) | (this|next|last)
    (week|weekend|month|year|summer|spring|winter|<day>) | at the weekend | at <hour> [o'clock] | at half past <hour>
    | at <hour> thirty | in the (morning|afternoon|evening) | these days | now | at the moment | before <day> | by
    <day> | after <hour>
day = monday | tuesday | wednesday | thursday | friday | saturday | sunday | mondays | tuesdays | wednesdays |
    thursdays | fridays | saturdays | sundays
month = january | february | march | april | may | june | july | august | september | october | november | december
hour = one | two | three | four | five | six | seven | eight | nine | ten | eleven | twelve
ordinal = first | second | third | fourth | fifth | sixth | seventh | eighth | ninth | tenth | eleventh | twelfth |
    thirteenth | fourteenth | fifteenth | sixteenth | seventeenth | eighteenth | nineteenth | twentieth | twenty
    (first|second|third|fourth|fifth|sixth|seventh|eighth|ninth) | thirtieth | thirty first
amount = <hour> | fifteen | twenty | thirty | forty | fifty | sixty | eighty | ninety | a hundred | <hour> hundred |
    twenty <hour> | thirty <hour>
be = is | is | was | are | were | will be | has been
ved = said | wrote | asked | found | made | sold | bought | fixed | repaired | recommended | mentioned | wanted |
    brought | organised | offered | paid | got | gave | took | saw | lost | went | had | did | came | joined | voted
    | promised | started | finished | built | cooked | baked | sent | met | helped | visited | changed | moved |
    opened | closed | cancelled | planned | told | called | owes | owns | runs | leads | teaches | sells | lives |
    works
vs = starts | begins | ends | opens | closes | takes place | happens | costs | works | lives | meets | leaves |
    arrives | goes | comes | sells | is | was | is on | is open | is closed | is held | moved | changed | happened |
    started | finished
vb = say | write | ask | find | make | sell | buy | fix | repair | recommend | mention | want | need | bring |
    organise | offer | pay | get | give | take | see | lose | go | have | do | come | join | vote | promise | start |
    finish | build | cook | bake | send | meet | help | visit | change | move | open | close | cancel | plan | think
    | call | know | like | live | work | happen | cost | charge | look | eat | drink | read | play | teach | learn |
    use | wait | park | stay | leave | decide | speak | talk | hear | show | try | keep | feel | serve | rent | hire
    | book | order | wear | cover | expect | celebrate | complain | deal | agree | return | follow | trust | suggest
    | collect
ving = coming | going | leaving | staying | joining | bringing | selling | buying | looking | working | living |
    moving | opening | closing | planning | organising | getting | having | doing | making | playing | teaching |
    paying | waiting | happening | starting | cooking | reading | voting | building | running | saying | asking |
    offering | using | taking
state = open | closed | free | busy | ready | cheap | expensive | good | any good | worth it | true | allowed |
    available | cancelled | moved | over | finished | full | broken | better | worse | safe | clean | new | still on
    | on | sold | sold out | paid | planned | known | decided | delayed | postponed | late | early | happy | angry |
    ill | married | back | gone | lost | missing | there | for free | for sale | included | needed
event = held | opened | closed | built | repaired | finished | decided | changed | paid | ready | born | over | on |
    planned | moved to | announced

who = who <ved> <np> | who <ved> <np> <pp> | who <ved> <np> | who (is|was) <person> | who (is|are|was|were) <np> |
    who is <ving> [to] <np> | who's <ving> [<pp>] | who is <ving> <pp> | who
    (can|could|will|should|would|did|does|do) <np> <vb> | who (can|could|will|should|would) <vb> <np> | who else
    <ved> <np> | who (knows|has|needs|wants|likes|sells|teaches|runs|owns|leads|offers|makes|takes|plays|works|lives)
    <np> | who (knows|works|lives) <pp> | who <ved> <pp> | who has <ved> <np> | who (did|does) <person> <vb> | who
    (did|does) <person> <vb> <pp> | who do i <vb> <pp> | who should i <vb> <pp> | who (is|was)
    (at|in|on|against|for|behind) <np> | whose <thing> (is|was) <state> | whose <thing> is it
what = what (is|was|are|were) <np> | what's <np> | what is the <thing> <pp> | what's the <thing> <pp> | what
    (did|does|do|will|would|can|could|should) <np> <vb> | what (did|does) <person> <vb> <pp> | what (did|does)
    <person> <vb> | what (did|does) <person> <vb> <np> | what do i (need|have) to (bring|pay|do|know|buy|wear|say)
    [<pp>] | what (happened|happens) [<pp>] | what happened to <np> | what (is|was) <person> <ving> | what (is|was)
    <state> <pp> | what (do|does) <np> cost | what does it cost to <vb> <np> | what (time|day|date)
    (is|was|does|did|will|do) <np> [<vb>] | what time <vs> <np> | what time (does|do) <np>
    (start|open|close|begin|end|leave|arrive|meet) | what day is <np> [on] | what kind of <thing> (is|are|does|do)
    <np> [<vb>] | what (is|was) <np> <event> | what is <person>'s <thing> | what was <np> about | what (do|did) they
    <vb> <pp> | what (are|were) the names of <np> | what is <np> called | what should <pron> <vb> | what else <pp> |
    what was decided <pp> | what is (planned|happening|going on|on|new|known|wrong) <pp>
when = when (is|was|are|were) <np> | when's <np> | when (does|do|did|will|can|could|should) <np> <vb> | when
    (does|do|did|will) <np> <vb> <pp> | when (does|did|will) <np> (start|open|close|begin|end|leave|arrive|take
    place|happen|meet|come back) | when (is|was|were|are) <np> <event> | when (is|was) <np> <state> | when (is|are)
    <pron> <ving> <pp> | when (is|are) <pron> <ving> [to] <np> | since when (is|has|have|are) <np> [been] <state> |
    until when (is|can|does|do) <np> <vb> | until when is <np> <state> | (from|by) when (is|can|must) <np> <vb> |
    when exactly (is|was|does|did|are) <np> [<vb>] | at what time (does|do|did|is) <np> <vb> | on (what|which)
    (day|days|date|evening|morning) (is|are|does|do|was) <np> [<vb>] | when is the next <thing> [<pp>] | when was the
    last <thing> [<pp>] | when did <person> last <vb> <np>
where = where (is|was|are|were) <np> | where's <np> | where (does|do|did|will|can|could|should) <np> <vb> | where
    (does|do|did|will) <np> <vb> <np> | where (does|do|did|will|can) <np> <vb> <pp> | where (does|do|did|will) <np>
    (take place|happen|meet|live|work|park|start) [<time>] | where (is|was) <np> <event> | where (is|was|are) <np>
    <ving> [<time>] | where can (i|we|you|people) <vb> <np> | where (do|did) they <vb> <np> | where can i
    (get|buy|find|eat|park|rent|leave|repair) <np> | where (is|was) <np> <time> | where in town (is|can i find) <np>
    | where did <person> (find|see|put|buy|get|leave) <np>
howmuch = how much (is|was|are|were) <np> | how much (is|are) <np> <pp> | how much (does|do|did|will|would) <np> cost
    [<pp>] | how much (does|did|do) <np> (charge|pay|want|ask|take|cost) [for <np>] | how much is it to <vb> <np> |
    how much (does|will) it cost to <vb> <np> | how much (do|does) <pron> (pay|owe|get|need) for <np> | what does
    <np> cost [<pp>] | what do <thing> cost | what does <person> (charge|take|ask|want) for <np> | what did <np>
    charge <person> | what is the (price|cost|fee|fine|rent|fare) (of|for) <np> | what's the
    (price|cost|fee|fine|fare) (of|for) <np> | what (is|was) <poss> share [of|for] <np> | how (expensive|cheap|dear)
    (is|are|was) <np> | how much money (did|does|was|is) <np> [<vb>] | what did <person> pay for <np> | is <np> still
    <amount> euro [an hour|a month|each|per person] | does <np> cost <amount> euro | how much per
    (person|hour|night|day|week|month|child|head) is <np>
howmany = how many <thing> (are|were|is|will be) (there|coming|going|left|in|at|on) [<np>] | how many <thing>
    (did|do|does|will|can|have) <np> <vb> | how many people (are|were) <ving> [to] <np> | how many people
    (came|come|signed up|went|voted|are coming|want) [to|for|against] <np> | how many of <np> <ved> <np> | how many
    <thing> <pp> | how many (times|days|weeks|hours|people|children|tickets|bags|places) (did|does|do|will|are|were)
    <np> [<vb>]
howlong = how long (is|was|will) <np> [<state>] | how long (does|do|did|will|can|must|has|have) <np> <vb> | how long
    (does|do|did|will|can) <np> <vb> <pp> | how long does it take to <vb> <np> | how
    (old|far|big|tall|high|late|often|early|soon) (is|are|was|does|do|can) <np> [<vb>] | how old is <person> [now]
why = why (is|was|are|were) <np> <state> | why (is|was|are|were) <np> <ving> <np> | why
    (does|do|did|didn't|doesn't|can't|won't) <np> <vb> | why (does|did|do) <np> <vb> <np> | why (is|was) <person>
    (against|for|unhappy with|angry about|happy with|leaving|late for) <np> | what is the reason for <np> | how come
    <np> (is|was) <state>
how = how (is|was|are|were) <np> | how (does|do|did|can|could|should|will) <np> <vb> | how (do|can|could|should)
    (i|we|you) <vb> <np> | how (do|can) i get to <np> | how did <np> (go|end|vote|turn out|work out|start)
    [on|about|for] [<np>] | how is <np> <ving> | how are <np> doing | how (good|bad|nice|reliable) is <np>
which = which <thing> (is|was|are|were) <state> | which <thing> (is|are|was|were) <pp> | which <thing>
    (does|did|do|should|can|could|will) <np> <vb> | which <thing> (should|can|do) i <vb> [<pp>] | which <thing>
    (is|was) it | which <thing> <ved> <np> | which <thing> <vs> [<pp>] | which <thing> do people <vb> [<pp>] | which
    <thing> (are|is) <pron> <ving> [<time>] | which (day|month|week|evening|book|shop|place|one|person)
    (is|was|did|does|do|are) <np> [<vb>] | which of <np> (is|was|are) <state> | which is
    (better|cheaper|closer|older) <np> or <np> | which <thing> is (good|best|better|cheap|cheapest|nice)
    (for|with|in) <np>
yesno = (is|was|are|were) <np> <state> | (is|was|are) <np> <state> <pp> | (is|are|was|were) there <np> [<pp>] | is
    there (a|any|an|something|anything|still) <thing> [<pp>] | is there (anything|something)
    (on|new|planned|happening) <pp> | (did|does|do|will|can|could|should|would) <np> <vb> |
    (did|does|do|will|can|could|should|would) <np> <vb> <np> | (did|does|do|will|can) <np> <vb> <pp> | (has|have)
    <np> <ved> [<np>] | has <np> been <event> | (has|have) <np> been (moved|cancelled|changed|announced|postponed) |
    (did|has|does) (anyone|anybody|someone|somebody|everybody|everyone) <ved> <np> | did (anyone|anybody|someone)
    <vb> <np> [<pp>] | does (anyone|anybody|someone) (know|have|sell|need|want|use|recommend) <np> | (can|could)
    (anyone|anybody|someone) <vb> <np> | is <person> <ving> [<pp>] | is <person> a <thing> | (is|are) <pron> allowed
    to <vb> <np> | can (i|we|you) (still|already) <vb> <np> | do (i|we|they) (have|need) to <vb> <np> | did <person>
    (say anything|say something|like|answer) [about] <np> | (was|is) <np> any good | do they <vb> <np> [<pp>] | will
    <np> be <state> | (is|are) <np> (cheaper|better|bigger|older|more expensive) than <np>
voices = what (did|does) <person> (say|write|think|want|mean|suggest|recommend|complain) [about] <np> | what did
    <person> say <pp> | what (do|did) (people|the neighbours|they|others|we|my friends) (say|think|write|complain)
    about <np> | who (said|wrote) (something|anything|what) about <np> | did <person> (say|write|mention)
    (something|anything) about <np> | has (anyone|anybody|someone) (mentioned|said anything about|written about|heard
    of) <np> | what does <person> think (about|of) <np> | what was <person>'s (opinion|answer|reason|idea) [about
    <np>]
opinions = what do people (think|say|like) [of|about] <np> | what is (wrong|good|bad) (with|about) <np> | what was
    wrong with <np> | is <np> (good|bad|reliable|worth it|any good|recommended|popular) | (do|does|did) <np> like
    <np> | (is|are) (anybody|anyone|people) (happy|unhappy) with <np> | who (likes|loves|hates|dislikes) <np> | who
    (is|was) (for|against) <np> | what speaks (for|against) <np> | did (anyone|anybody) have a (good|bad) experience
    with <np>
digest = summarise <np> [for me] | summarise what happened <pp> | give me a summary of <np> | what's new [<pp>] |
    what happened in <group> [<time>] | what happened in the <group> [group|chat] [<time>] | what did i miss [<pp>] |
    what's (going on|happening) [<pp>] | any news (about|from|of) <np> | catch me up on <np> | tell me about <np> |
    tell me more about <np> | tell me everything about <np> | show me <np> | what do you know about <np> | list <np>
    | read me <np> | what is the latest on <np>
changes = what (has changed|changed) [about|in|with] <np> | (has|did) <np> (changed|change|moved|move) | is <np>
    still [<prep>] <time> | when was <np> moved to | where is <np> now | what is the new
    (date|time|place|price|name|address) (of|for) <np> | has <np> been (moved|cancelled|postponed|changed) [to
    <time>] | (are|is) <np> still <state> | what (replaced|follows) <np> | who (replaces|follows|succeeds) <np>
compare = which is (cheaper|better|closer|bigger|older|nicer) <np> or <np> | what is the difference between <np> and
    <np> | compare <np> (with|and) <np> | is <np> (cheaper|better|closer|nicer|more expensive) than <np> | <np> or
    <np> | should i (take|choose|buy|use|visit) <np> or <np>
advice = who recommended <np> | who recommends <np> | (can|could) (you|anyone|anybody) recommend (a|an|the|some|any)
    <thing> | can you recommend <np> | recommend [me] (a|an|some) <thing> | which <thing> (do people|can you|would
    you|does anybody|did anyone) recommend | which <thing> is recommended | i need (a|an) (good|new|cheap) <thing> |
    i'm looking for (a|an) <thing> | do you know a good <thing> | is there a good <thing> [<pp>] | which <thing>
    should i (avoid|choose|take|trust|go to) | who can (fix|repair|help with|recommend|make|teach) <np> | who could
    (fix|repair|look after|help with) <poss> <thing> | what should i
    (cook|read|do|buy|wear|bring|see|watch|know|visit|give) [<pp>] | who is the best <thing> [<pp>]
shopping = where can i buy <np> | who sells <np> | how much (is|are) <np> | is <np> for sale | who is selling
    (a|an|their) <thing> | what is the cheapest <thing> | find me (a|an) <thing> under <amount> euro | (does|do) <np>
    sell <np> | what do they (sell|have|bake|serve|offer|charge) [<pp>] | (is|are) <np> in stock | add <np> to
    [my|the] [shopping] list | what is on my [shopping] list
health = when is my [next] (appointment|check up|vaccination) [with <person>] | what helps (against|with) <thing> |
    who is a good (doctor|dentist|nurse|vet|midwife) | is <np> (healthy|safe|dangerous|contagious) | which
    (doctor|dentist|vet|clinic|pharmacy) (is open|do people trust|has experience|has time) [<time>] | has anyone been
    ill [<time>] | when does the (pharmacy|clinic|surgery) (open|close)
plans = what (is|are) (planned|on) <time> | what am i doing <time> | do i have (anything|something) [planned] <time>
    | what are (we|you|they) doing <time> | when (are|do) we (going|leaving|meeting|go|leave|meet) [to|at|for] [<np>]
    | who is coming [to|on|with] <np> | who (signed up|registered) for <np> | what do we (still|have to)
    (need|do|buy|bring|pay) for <np> | has everybody paid for <np> | who still has to pay [for <np>] | what is the
    plan for <np> | plan <np> [<time>] | what should (we|i|the kids|the children) bring (to|for|on) <np> | is
    (anything|something) on [at|in] [<np>] <time>
counts = how many people (are coming|signed up|came|went|voted|will come) [to|for] [<np>] | how much did we
    (pay|spend) [altogether] [for|on] <np> | how much have (we|i|they) (paid|spent) on <np> | what did <np> cost
    altogether | how much does each <thing> pay [for <np>] | split <amount> euro (by|between|among) <amount> [people]
    | what is <amount> percent of <amount> | how many days until <np> | what time is it in <name>
last = when did <person> last (mention|write|talk about|speak of|say something about) <np> | when did (we|i|they|you)
    last <vb> [<np>] | what was the last <thing> [<pp>] | who was the last to <vb> <np>
)";

}  // namespace familiar::perceive
