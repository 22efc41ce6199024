import { handbook, handbookInChinese } from '../sample-data/handbook'
import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: { message: 'How many days do customers have to return a machine?' },
    documents: handbook,
    answer: 'Customers can return an unused or faulty machine within 30 days of delivery [1].',
  },
  'zh-CN': {
    inputs: { message: '客户有多少天可以退货？' },
    documents: handbookInChinese,
    answer: '未使用或有故障的机器可在送达后 30 天内退货 [1]。',
  },
}
