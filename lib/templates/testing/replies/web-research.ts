import { samples } from '../../web-research/sample'
import type { BothLocales } from '../reply'

const call = { calls: [{ name: 'search', arguments: { query: 'LED efficacy versus fluorescent tubes history' } }] }
const services = [
  {
    when: 'api.tavily.com/search',
    json: {
      results: [
        {
          title: 'History of LED lighting',
          url: 'https://example.org/led-history',
          content: 'In 2006 a white LED reached 100 lumens per watt, as much as a fluorescent tube.',
          score: 0.9,
        },
      ],
    },
  },
]

export const webResearch: BothLocales = {
  en: { model: [call, { when: 'led-history', text: samples.en.answer }], services },
  'zh-CN': { model: [call, { when: 'led-history', text: samples['zh-CN'].answer }], services },
}
