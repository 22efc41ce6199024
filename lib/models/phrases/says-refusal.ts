/** Phrases of refusals, in the languages in which apps are mostly written. */
const REFUSALS = [
  /\bi(?:['’]m| am) (?:sorry|afraid)[^.]{0,80}\b(?:can(?:no|['’])t|cannot|unable|not able|won['’]t)/i,
  /\bi (?:can(?:no|['’])t|cannot|could not|won['’]t|will not|must not|am not able to|am unable to) (?:help|assist|comply|provide|answer|discuss|support|do that|do this)/i,
  /\b(?:against|violates?) (?:my|our|the) (?:guidelines|policy|policies|rules)/i,
  /\b(?:dabei|damit|hierbei) (?:kann|darf) ich (?:leider )?nicht helfen/i,
  /\bje (?:ne peux|suis désolé)[^.]{0,60}\b(?:pas|aider)/i,
  /\b(?:lo siento|no puedo)[^.]{0,60}\b(?:ayudar|puedo)/i,
  /(?:抱歉|对不起)[^。]{0,30}(?:无法|不能)|我(?:无法|不能)(?:帮助|协助|提供|回答)/,
]

/** Whether an answer declines the request. Matches phrases at the beginning, so it misses some. */
export function saysRefusal(answer: string): boolean {
  const start = answer.slice(0, 400)
  return REFUSALS.some((phrase) => phrase.test(start))
}
