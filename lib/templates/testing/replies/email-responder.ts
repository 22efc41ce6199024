import { samples } from '../../email-responder/sample'
import type { BothLocales } from '../reply'

/** The reply is the sample answer without its first line. */
const letterOf = (answer: string) => answer.split('\n').slice(2).join('\n')

export const emailResponder: BothLocales = {
  en: { model: [{ text: letterOf(samples.en.answer) }] },
  'zh-CN': { model: [{ text: letterOf(samples['zh-CN'].answer) }] },
}
