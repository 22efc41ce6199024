import { samples } from '../../ask-database/sample'
import type { BothLocales } from '../reply'

const statement =
  "select product, sum(quantity) as sold from orders where day >= '2026-10-01' and day < '2026-11-01' group by product order by sold desc limit 3"
const calls = [{ calls: [{ name: 'query', arguments: { statement } }] }]
const rows = [
  { product: 'Desk lamp Skagen', sold: 214 },
  { product: 'LED bulb', sold: 187 },
  { product: 'Floor lamp Fanø', sold: 96 },
]

export const askDatabase: BothLocales = {
  en: { model: [...calls, { when: '214', text: samples.en.answer }], rows },
  'zh-CN': { model: [...calls, { when: '214', text: samples['zh-CN'].answer }], rows },
}
