import { samples } from '../../slack-answers/sample'
import type { BothLocales } from '../reply'

export const slackAnswers: BothLocales = {
  en: { model: [{ text: samples.en.answer }] },
  'zh-CN': { model: [{ text: samples['zh-CN'].answer }] },
}
