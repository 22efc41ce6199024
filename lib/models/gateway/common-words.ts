/**
 * English words that affect how a question is phrased, not its subject; questions that differ only
 * in them can share an answer. Names, numbers, negations and words with an opposite are excluded on
 * purpose.
 */
const TEXT = `
a an the this that these those it its i me my mine we us our you your yours which what how there here any such own
many much more most several enough is am are was were be been being do does did done doing have has had having can
could will would shall should may might let get gets got getting go goes going went gone come comes came make makes
made making keep keeps kept say says said tell tells told ask asks asked answer know knows known see seen saw seem
look find found need needs needed want wants wanted like use uses used using work works working try tried mean means
meant happen happens become call called show shows shown help helps explain describe name list define understand
think believe wonder wish hope please thank thanks of to in at by for with about as than then so and or but if
because while during into onto upon between among through across around near next per via also too very just even
still again ever already yet really quite rather almost maybe perhaps actually exactly possible possibly able likely
way ways thing things kind kinds sort type types part parts point points case cases reason reasons example examples
question questions problem issue detail details information info fact facts idea topic subject time times long
period duration length moment good well better best bad important main general usual usually normal normally common
certain clear simple easy quick quickly fast new current currently now available right okay ok cost costs price
prices fee fees charge charges amount place person people someone somebody anyone anybody something anything
everything correct allowed steps step process instructions guide hi hello hey dear kindly
`

export const COMMON_WORDS: ReadonlySet<string> = new Set(TEXT.split(/\s+/).filter((word) => word !== ''))
