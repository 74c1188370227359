"""Words that say nothing of a subject, in the six languages (Arabic as folded by `words`)."""

from typing import Final

STOP_WORDS: Final[dict[str, frozenset[str]]] = {
    code: frozenset(words.split())
    for code, words in {
        "en": """
a about above across after again against all almost alone along already also although always am
among an and any are aren as at be because been before being below between both but by can cannot
could did do does doing don done down during each either enough etc even ever every few for found
from further get give had has have having he hence her here hers herself him himself his how however
i if in indeed into is it its itself just keep last less made many may me might mine more moreover
most much must my myself need needs neither never nevertheless next no nobody none nor not nothing
now of off often on once one only onto or other others otherwise our ours ourselves out over own per
perhaps please put rather same see seem seemed several she should since so some such than that the
their theirs them themselves then thence there thereby therefore therein these they this those
though three through throughout thus to together too toward towards two under until up upon us very
via was we well were what whatever when where whereas whether which while who whole whom whose why
will with within without would yet you your yours yourself yourselves
        """,
        "fr": """
a afin ai ainsi alors après as au aucun aucune aujourd'hui auquel aussi autre autres aux avant avec
avoir avons ayant beaucoup bien car ce ceci cela celle celles celui cent cependant certain certaine
certaines certains ces cet cette ceux chaque chez ci comme comment contre d'un d'une dans de depuis
des deux doit doivent donc dont du durant dès elle elles en encore entre est et eu eux fait faut
font ici il ils je jusqu la le les leur leurs lors lorsque lui là ma mais me mes moi moins mon même
mêmes ne ni non nos notre nous nôtre on ont ou où par parce parmi pas pendant peu peut peuvent plus
plusieurs pour pourquoi près puis qu quand que quel quelle quelles quelque quelques quels qui sa
sans se sera seront ses si son sont sous sur ta te tel telle telles tels tes toi ton tous tout toute
toutes trois très tu un une vers via voici vos votre vous y à étaient était étant état été êtes être
        """,
        "es": """
a al algo algunas algunos ante antes aquel aquella aquellos así aun aunque bajo bien cada casi como
con contra cual cuales cuando de del desde donde dos durante e el ella ellas ellos en entonces entre
era eran es esa esas ese eso esos esta estaba estar estas este esto estos está están fue fueron ha
haber había habían han hasta hay la las le les lo los me mediante mi mientras mis mucho muchos muy
más nada ni no nos nosotros nuestra nuestras nuestro nuestros o os otra otras otro otros para pero
poco por porque pueda puede pueden pues que quien quienes qué se sea sean según ser si sido siempre
sin sino sobre son su sus sí también tan tanto te tiene tienen toda todas todo todos tras tres tu
tus un una unas uno unos ustedes y ya yo él
        """,
        "ru": """
а без более больше будет будут бы был была были было быть в вам вас весь во вот все всего всех всю
вся вы где да даже для до его ее если есть еще ещё её же за здесь и из или им их к как какой ко
когда которая которого которой котором которую которые который которых кто куда ли либо между меня
мне много может можно мы на над надо наш наша наше наши не него нее нет ни них но ну о об однако он
она они оно от очень по под после потому при про с сам своих свой свою себя со так также такие такой
там тем то тогда того тоже той только том тот три ты у уже хотя чего чем через что чтобы эта эти
этих это этого этой этом этот эту я
        """,
        "ar": """
اذا التي الذي الذين اللذين اللواتي الي اما ان انا انت انه انها او اي ايضا ب بعد بعض بل بما به بها
بين تحت تكون تلك ثم جدا حتي حول حيث خلال دون ذلك سوف ضد عبر علي عليه عليها عن عند غير ف فوق في فيه
فيها قبل قد ك كان كانت كذلك كل كما ل لا لدي لقد لكن لم لن له لها لهم ليس ليست ما مع مما من منذ منه
منها نحن نحو هذا هذه هم هنا هناك هو هي و والي وان وعلي وفي وكذلك ومن وهو وهي يكون
        """,
        "zh": """
一个 为了 之间 他们 以及 但是 你们 关于 其中 其他 可以 因为
如果 它们 对于 已经 并且 我们 或者 所以 是的 根据 没有 由于
的是 等等 而且 这个 这些 这种 进行 通过 那个
那些 需要
        """,
    }.items()
}
