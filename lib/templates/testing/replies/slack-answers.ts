import { samples } from '../../slack-answers/sample'
import type { BothLocales } from '../reply'

const services = [{ when: 'slack.com/api/chat.postMessage', json: { ok: true, channel: 'C0123456789', ts: '1.2' } }]
const answerOf = (answer: string) => answer.split('\n').at(-1) ?? ''

export const slackAnswers: BothLocales = {
  en: { model: [{ text: answerOf(samples.en.answer) }], services },
  'zh-CN': { model: [{ text: answerOf(samples['zh-CN'].answer) }], services },
}
