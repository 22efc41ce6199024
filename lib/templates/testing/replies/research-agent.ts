import { samples } from '../../research-agent/sample'
import type { BothLocales } from '../reply'

const calls = (query: string) => [
  { name: 'Search_documents', arguments: { query } },
  { name: 'Look_up_Wikipedia', arguments: { title: 'Heat pump' } },
]
const services = [
  {
    when: 'en.wikipedia.org/api/rest_v1/page/summary/Heat%20pump',
    json: { extract: 'A heat pump uses electricity to transfer heat from a colder place to a warmer place.' },
  },
]

export const researchAgent: BothLocales = {
  en: { model: [{ calls: calls('How many heat pumps were installed?') }, { text: samples.en.answer }], services },
  'zh-CN': { model: [{ calls: calls('安装了多少台热泵？') }, { text: samples['zh-CN'].answer }], services },
}
