import { isNoAnswer } from './no-answer'

/** Phrases of answers without support in the documents, in the languages in which apps are mostly written. */
const UNKNOWN = [
  /\bi (?:do not|don['’]t|cannot|can['’]t|could not|couldn['’]t) (?:know|find|have (?:that|this|any|enough|the) information|answer (?:that|this|your))/i,
  /\b(?:i am|i['’]m) (?:not sure|unable to (?:find|answer))/i,
  /\b(?:documents?|passages?|context|sources?|information)(?: provided| given)? (?:do|does) not (?:seem to )?(?:hold|contain|mention|include|say|answer|provide)/i,
  /\bno (?:information|answer|mention) (?:is |was )?(?:found|available|given|about|on|in the)/i,
  /\b(?:ich weiß (?:es |das )?nicht|weiß ich (?:leider )?nicht|keine (?:information|angaben?|antwort)\w* (?:gefunden|dazu|darüber|in den))/i,
  /\b(?:je ne sais pas|aucune information|je n['’]ai pas trouvé)/i,
  /\b(?:no lo sé|no encontré|no tengo información)/i,
  /我不知道|不清楚|没有找到|未找到|未提及|没有提到|无法回答|没有相关/,
]

/** Whether an answer states that it has no answer. Matches phrases at the beginning, so it misses some. */
export function saysUnknown(answer: string): boolean {
  const start = answer.slice(0, 600)
  return isNoAnswer(start) || UNKNOWN.some((phrase) => phrase.test(start))
}
