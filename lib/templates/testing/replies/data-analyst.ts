import { samples } from '../../data-analyst/sample'
import type { BothLocales } from '../reply'

const call = { calls: [{ name: 'Sum_by_group', arguments: { group_by: 'region', column: 'amount' } }] }

export const dataAnalyst: BothLocales = {
  en: { model: [call, { when: '4990', text: samples.en.answer }] },
  'zh-CN': { model: [call, { when: '4990', text: samples['zh-CN'].answer }] },
}
