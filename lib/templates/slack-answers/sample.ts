import { handbook, handbookInChinese } from '../sample-data/handbook'
import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: { question: 'How many days do customers have to return a machine?', channel: 'C0123456789' },
    documents: handbook,
    answer:
      'Posted to the channel:\n\nCustomers can return an unused or faulty machine within 30 days of delivery [1].',
  },
  'zh-CN': {
    inputs: { question: '客户有多少天可以退货？', channel: 'C0123456789' },
    documents: handbookInChinese,
    answer: 'Posted to the channel:\n\n未使用或有故障的机器可在送达后 30 天内退货 [1]。',
  },
}
