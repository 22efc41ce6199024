import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: { message: 'Where is my order 20417?' },
    answer:
      'Your order 20417 (2 × Floor lamp Fanø, 17 November 2026) has been returned. Can I help you with a new order or the refund?',
  },
  'zh-CN': {
    inputs: { message: 'Order 20417 到哪里了？' },
    answer: '您的订单 20417（落地灯 Fanø 2 盏，2026 年 11 月 17 日）已退货。需要我协助重新下单或退款吗？',
  },
}
