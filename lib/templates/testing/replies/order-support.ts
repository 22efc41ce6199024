import { samples } from '../../order-support/sample'
import type { BothLocales } from '../reply'

const call = { calls: [{ name: 'Look_up_an_order', arguments: { order: '20417' } }] }

export const orderSupport: BothLocales = {
  en: { model: [call, { when: 'Floor lamp Fanø', text: samples.en.answer }] },
  'zh-CN': { model: [call, { when: 'Floor lamp Fanø', text: samples['zh-CN'].answer }] },
}
