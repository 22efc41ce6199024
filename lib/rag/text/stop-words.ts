/** English stop words; `s` and `t` remain of 's and n't. */
export const STOP_WORDS: ReadonlySet<string> = new Set(
  `a an the and or but if of at by for with about to from in on off over under is are was were be been being am do does
  did doing have has had having i you he she it we they me him her them my your his its our their this that these those
  what which who whom whose when where why how can could will would shall should may might must not no nor so than too
  very as there here also into onto out up down s t`.split(/\s+/),
)
