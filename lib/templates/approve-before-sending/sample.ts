import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: {
      letter: 'My desk lamp arrived with a broken switch. Can you send me a new one? Order 20418.',
      recipient: 'Mr Jansen',
    },
    answer:
      'Approved and added to the outbox (replies in it: 1).\n\nDear Mr Jansen,\n\nI am sorry that your lamp arrived with a broken switch. Please reply with a photo of it, and we will look after order 20418 right away.\n\nKind regards',
  },
  'zh-CN': {
    inputs: { letter: '我的台灯收到时开关就坏了。能换一个新的吗？订单 20418。', recipient: '杨先生' },
    answer:
      'Approved and added to the outbox (replies in it: 1).\n\n杨先生您好：\n\n很抱歉台灯的开关损坏。请回复一张照片，我们会立即处理订单 20418。\n\n此致',
  },
}
