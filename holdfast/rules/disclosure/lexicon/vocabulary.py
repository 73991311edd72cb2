"""Words of the practice, of the country and of speech, by which a name is told from what only looks like one."""

from __future__ import annotations


def _set(text: str) -> frozenset[str]:
    return frozenset(text.split())


MONTHS = _set("january february march april may june july august september october november december")
SHORT_MONTHS = _set("jan feb mar apr jun jul aug sep sept oct nov dec")
DAYS = _set("monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun")
SEASONS = _set("spring summer autumn winter easter christmas")
FESTIVALS = _set(
    "easter christmas ramadan eid diwali hanukkah passover vaisakhi lent pentecost halloween advent whitsun hogmanay nowruz"
)
# Places far and near that are names of people too: which it is, the words round it say.
ALSO_PLACES = _set(
    "paris chelsea jordan sydney florence victoria georgia india kenya chad lincoln austin brooklyn devon preston warwick "
    "stafford kent chester milan verona sienna charlotte adelaide asia jersey cairo dallas denver houston phoenix savannah "
    "dakota israel lourdes bristol roma vienna geneva madison troy carolina virginia alexandria catalina cuba malta cyprus "
    "kingston clifton ashton bradley stanley ireland france holland hamilton wellington washington egypt morocco spain tunisia"
)
# Before a place: "a day in", "the trip to", "flags of".
TRAVELS = _set(
    "go goes going gone went trip trips travel travels travelled travelling fly flew flight flights holiday holidays move moves "
    "moved moving back train bus coach drive drove driven over off way visit visits return returned returning"
)
COLOURS = _set("black white silver grey gray blue red green yellow orange purple gold dark light small old new big")
CARS = _set(
    "vauxhall astra corsa insignia zafira vectra meriva ford focus fiesta mondeo transit kuga volkswagen vw golf polo passat "
    "audi bmw mercedes sprinter skoda octavia fabia seat ibiza leon toyota yaris corolla prius honda civic jazz nissan micra "
    "qashqai juke peugeot citroen renault clio megane trafic kia picanto hyundai fiat punto mini volvo mazda suzuki swift rover "
    "jaguar lexus tesla saab dacia yamaha vespa kawasaki"
)
# Land and water that bear names: "Dean Hill Woods".
LAND = _set("woods wood common hills quay marina canal valley moor heath pool brook falls beach bay island castle country forest")
# What a firm is called by two names.
TWO_NAMED = frozenset({("marks", "spencer"), ("ben", "jerry's"), ("ernest", "jones"), ("johnson", "johnson"), ("thomas", "cook")})
TITLES = _set(
    "mr mrs ms miss mx dr prof professor rev sir lady lord pc dc ds di dcs dci dsu sgt sergeant insp inspector constable cllr"
)
KIN = _set(
    "friend friends mate mates boyfriend girlfriend partner brother sister sibling siblings twin cousin cousins mum "
    "mother dad father nan nana gran grandma grandmother grandad grandfather aunt auntie uncle niece nephew son "
    "daughter stepdad stepmum stepfather stepmother stepbrother stepsister neighbour classmate peer pal lad girl boy "
    "man woman baby carer husband wife fiance ex worker teacher tutor manager called named nicknamed alias aka"
)
# What people do, and words do not: after a word that is also a name, they say which it is.
PERSONAL_VERBS = _set(
    "said says told tells asked asks went goes came comes left leaves lives lived stays stayed met meets knows knew "
    "thinks thought feels felt wants wanted likes liked rang calls called texted messaged sent sends gave gives got "
    "gets took takes drove drives picked bought buys sold sells owes owed threatened threatens hit hurt attends "
    "attended missed returned returns arrived explained reported reports denied denies admitted agreed agrees "
    "disclosed described walked ran runs slept sleeps visits visited spoke speaks talked talks started stopped moved "
    "moves works worked supports supported helped helps joined refused refuses replied laughed cried shouted hangs "
    "hung brought brings showed shows used uses stole steals carries carried confirmed mentioned added believes heard "
    "saw seen looked looks seemed seems became remains turned tried tries kept keeps made makes who whose whom and's"
)
COPULAS = _set(
    "is was has had does did isn't wasn't hasn't doesn't didn't also then never always often still would could should might"
)
# Before a word that is also a name.
BEFORE_A_NAME = _set(
    "with and from to by about for told saw met asked rang called named like than near between of at or dear hi hello "
    "thank thanks cc"
)
DETERMINERS = _set(
    "the a an this that these those my your his her its our their any some no each every another such what which whose"
)
# Before somebody, and seldom before a thing that bears a name.
BESIDE_PEOPLE = _set(
    "with told saw met asked rang called named between because when while contacted visited spoke knows knew helped thanked "
    "advised informed where whether if who why until believes"
)
# With "to", "by", "for", "from" or "that" behind it, before somebody: "apologies from".
SPEAKING = _set(
    "spoke speak spoken talked talk said says seen met apologies call calls message messages report reported given lives "
    "picked found driven brought collected raised written sent threatened visited hit"
)
# What a woman, and what a man, is to a child. A sibling is neither Mr nor Mrs yet.
HERS = _set(
    "sibling mother mum mam stepmother stepmum grandmother grandma gran nan nana aunt auntie sister niece daughter girlfriend"
)
HIS = _set("sibling father dad stepfather stepdad grandfather grandad uncle brother nephew son boyfriend")
PRONOUNS = _set("i you he she it we they me him them us there")
STREETS = _set(
    "road rd street st lane ln avenue ave close cl drive dr way court ct crescent cres place pl terrace gardens gdns "
    "grove square sq hill rise walk mews park row green view parade yard wharf bypass croft meadow fields field "
    "orchard bank end path broadway circus"
)
# How the lines of a record's own address may end; in a letter many of these are other things.
ENDS_OF_LINES = STREETS | _set(
    "quay quays wharf approach mount villas cottages mead garth brow gate fold heights embankment esplanade promenade strand "
    "dene dale vale ridge link leas brook common maltings reach side town gardens lawns buildings mansions"
)
SURE_STREETS = _set(
    "road rd street lane ln avenue ave close crescent cres terrace gardens gdns grove square sq mews drive court way "
    "row rise parade croft"
)
PUBLIC_ROADS = _set(
    "closed closure roadworks traffic bus buses stop stops junction roundabout surgery school hospital park station "
    "church clinic shops library cemetery garage works lights crossing"
)
ORGANISATIONS = _set(
    "council police constabulary school academy college university hospital surgery clinic nursery service services "
    "team teams centre center trust partnership board department office unit hub group forum project programme "
    "association charity society club church mosque chapel cathedral home homes house hall inn hotel pub bar cafe "
    "restaurant takeaway kebab pizza shop stores store market supermarket station park garage ltd limited plc llp cic "
    "magistrates court courts panel conference review plan assessment report meeting meetings form act scheme "
    "foundation federation authority agency ward bureau library museum theatre cinema arena stadium fc united rovers "
    "city county north south east west bridge river lake forest castle abbey priory estate retail leisure primary "
    "secondary infant infants gazette herald journal chronicle observer advertiser "
    "junior juniors high grammar sixth comprehensive pru order day week month term holiday "
    "holidays"
)
# Of these, what a place is called after: "Ludlow Bridge" is no sort of school.
LANDMARKS = _set("bridge river lake forest castle abbey priory north south east west cathedral park hall")
PRACTICE = _set(
    "safeguarding mash marf rmm rmms mace icpc rcpc lac cin cp cse cce nrm rhi rhis misper edt emergency duty team "
    "camhs senco dsl upn nhs nino dob ofsted cafcass yjs yot youth justice early help consultation contextual "
    "exploitation missing strategy core group conference practitioner practitioners placement placements carer carers "
    "keyworker headteacher wellbeing online whatsapp snapchat instagram facebook tiktok youtube telegram discord "
    "roblox fortnite xbox playstation iphone ipad samsung android google microsoft teams zoom webex outlook email "
    "emails signal messenger twitter kik onlyfans minecraft netflix spotify uber deliveroo airpods nike adidas "
    "mcdonalds mcdonald's mcdonalds' kfc tesco asda aldi lidl sainsburys sainsbury's morrisons costa starbucks greggs "
    "primark argos boots superdrug wilko poundland nando's nandos subway domino's dominos dad's mum's nan's gp gps "
    "gcse gcses btec ehcp send sen adhd asd ptsd dbs gdpr covid sim id cctv anpr cawn cawns chis barnardo's "
    "barnardos nspcc childline samaritans catch22 prevent channel section working together thresholds cambian ivison "
    "barnardo get safe holdfast caldicott genogram ecomap gillick vodafone giffgaff lebara lycamobile monzo revolut barclays "
    "honour lordship worship natwest lloyds "
    " halifax santander hsbc nationwide paypal klarna temu shein vinted ebay depop amazon stagecoach"
)
# Villages, whose name is no name of somebody; in an address of the case each of them tells where a house is.
VILLAGES = _set(
    "almeley appleby ashperton aymestrey bodenham bosbury brampton bredwardine brimfield brockhampton burghill cinderford "
    "clee clehonger cleobury clodock clun clunbury coleford colwall craswall credenhill cusop dilwyn dinedor dorstone "
    "eardisland eardisley eastnor ewyas fownhope garway hoarwithy kilpeck kimbolton kingsland kingstone knighton ledwyche "
    "leintwardine lingen longtown lugwardine lydney lyonshall madley michaelchurch mitcheldean mordiford moreton munsley "
    "orleton pembridge pencombe peterchurch peterstow pontrilas putley ruardean shobdon stow talgarth tarrington tenbury "
    "vowchurch weobley whitchurch wigmore woofferton wormelow yarkhill yarpole"
)
PLACES = _set(
    "england english britain british uk scotland scottish wales welsh ireland irish london birmingham manchester "
    "liverpool leeds sheffield bristol cardiff newport swansea gloucester cheltenham worcester malvern hereford "
    "herefordshire leominster ledbury bromyard kington ross wye ross-on-wye hay abergavenny monmouth ludlow "
    "shrewsbury shropshire telford worcestershire gloucestershire powys monmouthshire warwickshire warwick coventry "
    "wolverhampton walsall dudley sandwell solihull redditch kidderminster evesham droitwich bromsgrove oxford "
    "oxfordshire cambridge cambridgeshire norfolk suffolk essex kent surrey sussex hampshire dorset devon cornwall "
    "somerset wiltshire berkshire buckinghamshire bedfordshire hertfordshire leicester leicestershire nottingham "
    "nottinghamshire derby derbyshire lincoln lincolnshire york yorkshire lancashire cheshire cumbria durham "
    "northumberland tyne newcastle sunderland middlesbrough hull bradford stoke staffordshire stafford preston "
    "blackpool bolton bury rochdale oldham stockport wigan blackburn burnley southampton portsmouth brighton reading "
    "slough swindon plymouth exeter bath bournemouth luton northampton peterborough ipswich norwich colchester "
    "chelmsford dover canterbury crewe chester mersey merseyside humber mercia thames severn trent midlands europe "
    "european poland polish romania romanian albania albanian vietnam vietnamese france french germany german spain "
    "spanish italy italian india indian pakistan pakistani bangladesh bangladeshi africa african america american "
    "asia asian china chinese turkey turkish kurdish syria syrian iraq iraqi iran iranian afghanistan afghan somalia "
    "somali nigeria nigerian jamaica jamaican lithuania lithuanian latvia bulgarian bulgaria hungarian hungary "
    "ukrainian ukraine russian russia portuguese portugal arabic urdu punjabi bengali hindi widemarsh belmont tupsley "
    "whitecross bobblestock newton holmer credenhill lugg frome teme golden valley "
    "builth brecon tenbury presteigne knighton newent crickhowell llandrindod pershore upton bewdley kempsey "
    "roma gypsy traveller travellers"
)
ALSO_GIVEN = _set(
    "abdi abdikadir abdirahman abdullahi abena abi aidan aisling aissatou akua alasdair alexandru alistair amadou amelie "
    "angharad angus aoibheann awa bethan bilal bozena brayden bukola cabdullahi caden callan caoimhe catalin chioma "
    "chukwuemeka ciaran claudiu clive colm conor cormac costel costin darragh delroy delyth demi dervla diarmuid doina "
    "dorin duc eamon efua eirlys esi euan faadumo faduma fareed farid fatou fergus finbar fionn florinel folake gabby "
    "gaynor geoff gheorghe glenys graeme grainne gruff gwenllian gwenno hamdi hamid hamish hawa heulwen hiba hibaq hodan "
    "huda hussein ibrahima idil ifeoma ifrah iman iolo ion ionela iorwerth iwona janusz jaydon jerzy justyna kaden kaiden "
    "kane karim katya kayley kazimierz keiron kemi khaled khalid khanh kieron kierra kinga kirsty kofi kwame kwesi layan "
    "lenuta leszek lexi leyla llew luminita macey maeve mair majid mamadou marius maxamed menna meurig mihaela mirela "
    "miroslaw mohamud moussa myfanwy nabil nerys ngozi niall nicolae nicu nnamdi noor nour obinna olu olwen orla ousmane "
    "padraig philippa quang rania rasheed rashid razvan rodica ryszard saara sagal sahra saleem salim salma samir segun "
    "sekou sioned siwan sorcha sylwia teagan teleri tesni tilly tudur tunde tyrese ubah uche urszula vinh viorica waleed "
    "walid warsame witold yasin yaw yemi yousef youssef zaid zayd zeinab zenon zoey "
    "aaliyah abdul abdullah abubakar adeel adesola agnieszka ahmed aisha aiden ailsa ayaan ayesha alfie alfred "
    "aleksander aleksandra amelia amir amina andrei andreea aneta anish anita anwen aoife archie arjun arun ava "
    "bartek bartosz beata bogdan bronagh bronwen bronwyn bryony caitlin callum cameron carys catrin chidi chinedu "
    "chloe ciara cillian clodagh connor cristian daithi dafydd darren declan deepak dewi dilys dominika dorota dylan "
    "ebony eilidh eira eleri elin ellie ellis emeka emyr eoin erin ewan ewelina fatima femi ffion finley finn florin "
    "fraser freya gareth gemma gethin gruffydd gwen gwilym habiba hamza hannah haroon harriet harry hassan haydn "
    "heledd hussain huw iain ibrahim ieuan ifan imogen imran ioan ioana ionut iqra isla iwan jagoda jakub jamal "
    "jaroslaw jasleen jayden jodie joao jozef kacper kai kamil karolina katarzyna kayleigh keira khadija kieran kiran "
    "krzysztof kuba kyle lara layla leila leon levi lewis liam lleu llinos logan lowri lucja lukasz maciej maisie "
    "malgorzata marcin marek mariam mariusz marta mateusz matei megan mehmet mia michal mihai milosz mohamed mohammad "
    "mohammed muhammad murray musa nadia naomi nathan niamh nia nikita nikola nisha noah nuala oisin olga oliwia "
    "oluwaseun omar oskar osian owain owen paddy pawel piotr piper poppy priya przemyslaw radoslaw rahul raj rajesh "
    "rhian rhiannon rhodri rhys roisin ronan rory ruairi ryan saffron samina sanjay saoirse seamus seren shanaya "
    "shannon shaun sian sinead siobhan slawomir sofia stanislaw stefan steffan sunita sunil szymon tadhg tariq teigan "
    "theo tomasz tomos tyrone vasile vikram viorel wiktor wojciech yasmin yusuf zac zach zahra zainab zara zbigniew "
    "zofia zuzanna jonno jonny danno davo gaz baz shaz kaz trace stace tash nat kez jez loz chaz taz maz daz bex "
    "becca beckie jase mikey robbo stevo tomo ollie olly freddie alfie teddy reggie ronnie vinnie ozzy ezra kian "
    "kyron kayden jaxon jaxson brodie riley tyler jake josh zak luca mason harley bailey blake jenson"
)
ALSO_FAMILY = _set(
    "nowak nowakowski kowalski kowalczyk wisniewski wojcik lewandowski zielinski szymanski wozniak dabrowski "
    "kozlowski jankowski mazur krawczyk kaczmarek piotrowski grabowski popescu ionescu popa dumitru stan stoica "
    "gheorghe rusu munteanu constantinescu marin tudor dobre ahmed akhtar ali begum bibi chaudhry hussain iqbal kaur "
    "khan mahmood malik mirza patel qureshi rahman rashid shah sharma sheikh siddiqui singh uddin adebayo adeyemi "
    "afolabi agyeman asante boateng chukwu danso eze mensah nwosu obi okafor okeke okonkwo olawale osei owusu sowah "
    "pritchard pugh powell preece prosser gwilliam gwilliams watkins probert parry price bebb llewellyn llewelyn "
    "cadwallader hargreaves hargest hardwick haworth higginbottom entwistle ramsbottom sidebottom shufflebottom "
    "thistlethwaite micklethwaite braithwaite postlethwaite winterbottom oakeshott fotheringham featherstone "
    "ollerenshaw clutterbuck deshmukh kulkarni desai joshi mehta gupta reddy nair menon iyer pillai nguyen tran hoang "
    "hoxha shehu dervishi prifti krasniqi berisha gashi"
)
# Words that are names too, whatever the counts say.
ALSO_ORDINARY = _set(
    "may will grace rose hope summer april june august autumn dawn faith joy mark bill jack frank rob grant chase "
    "hunter mason page price sharp stone banks marsh park church bell ball fox wolf bird finch swift head hand foot "
    "moody savage wise noble rich case law ward reed read rush lily daisy poppy ivy heather holly violet iris olive "
    "ruby amber pearl crystal jade star sky angel melody harmony destiny honey precious miles max art ray dale glen "
    "heath forest river brook lane wood woods hill field fields green brown white black gray grey young long short "
    "small little best love day winter king bishop cook baker carter cooper parker butler taylor miller fisher porter "
    "turner walker potter gardener archer singer archer weaver shepherd marsh rivers bridge bridges street major "
    "sargent constable judge knight prince duke earl baron pope abbott monk priest nunn friend guest host stranger "
    "christian joy dean drew gene cliff sandy rusty misty stormy sunny happy gay merry jolly bonny blossom cherry "
    "peach plum berry ginger pepper basil rosemary sage saffron jasmine hazel willow rowan jay drake crane heron swan "
    "storm rain snow frost sunny skye ocean bay cove reef faith charity patience prudence mercy temperance victor "
    "lance pierce chance trip tripp buddy sonny junior penny jewel gem opal patsy nan gran don norm pip kit biff bud "
    "buck cash dolly dot gale gill guy hank jo job lance mac peg rod skip trey vic wade wally webb west east north "
    "south"
)
# Names, however often they are met.
ALWAYS_NAMES = _set(
    "sebastian hans jules mitch vince tess yuri willy wally chan li les han wan del al ike jacques teddy una chuck "
    "kitty eve tom tony bob sue nick pat sam ben dan jake simon julian davies khan martin lee robin constance verity "
    "ginny flora fay ken matt mel ron stan"
)
# "nurse Oduya": what somebody does, before what they are called.
POSTS = _set(
    "nurse midwife matron doctor teacher headteacher carer constable sergeant inspector detective officer councillor counsellor "
    "solicitor barrister psychologist psychiatrist therapist tutor coach manager worker practitioner adviser advisor mentor "
    "landlord landlady neighbour driver guardian interpreter advocate reverend vicar imam rabbi pastor consultant surgeon"
)
GREETINGS = _set("dear hi hello hey regards sincerely faithfully kind wishes thanks thank yours")
