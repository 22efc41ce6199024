import { samples } from '../../slack-answers/sample'
import type { BothLocales } from '../reply'

const services = [{ when: 'slack.com/api/chat.postMessage', json: { ok: true, channel: 'C0123456789', ts: '1.2' } }]
const answerOf = (recorded: string) => recorded.split('\n').at(-1) ?? ''

export const slackAnswers: BothLocales = {
  en: { model: [{ text: answerOf(samples.en.recorded) }], services },
  'zh-CN': { model: [{ text: answerOf(samples['zh-CN'].recorded) }], services },
}
