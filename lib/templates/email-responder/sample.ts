import { handbook, handbookInChinese } from '../sample-data/handbook'
import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: {
      from: 'anna@example.com',
      email: 'Hello, I bought an F2 two weeks ago and the pump is broken. Is that covered, and can I return it? Anna',
    },
    documents: handbook,
    answer:
      'Approved and added to the outbox, for anna@example.com.\n\nDear Anna,\n\nYes: the warranty of the F2 lasts three years and covers the pump [1]. As the machine is faulty, you can also return it within 30 days of delivery [2]. Please send us your order number, and we will email you a return label.\n\nKind regards',
  },
  'zh-CN': {
    inputs: { from: 'anna@example.com', email: '你好，我两周前买的 F2 水泵坏了。保修吗？可以退货吗？安娜' },
    documents: handbookInChinese,
    answer:
      'Approved and added to the outbox, for anna@example.com.\n\n安娜您好：\n\n保修。F2 保修三年，涵盖水泵 [1]。机器有故障，也可在送达后 30 天内退货 [2]。请告知订单号，我们会发送退货标签。\n\n此致',
  },
}
