import { samples } from '../../email-responder/sample'
import type { BothLocales } from '../reply'

/** The reply is what the recorded answer says below its first line. */
const letterOf = (recorded: string) => recorded.split('\n').slice(2).join('\n')

export const emailResponder: BothLocales = {
  en: { model: [{ text: letterOf(samples.en.recorded) }] },
  'zh-CN': { model: [{ text: letterOf(samples['zh-CN'].recorded) }] },
}
