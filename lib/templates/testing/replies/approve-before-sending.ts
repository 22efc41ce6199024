import type { BothLocales } from '../reply'

export const approveBeforeSending: BothLocales = {
  en: {
    model: [
      {
        text: 'Dear Mr Jansen,\n\nI am sorry that your lamp arrived with a broken switch. Please reply with a photo of it, and we will look after order 20418 right away.\n\nKind regards',
      },
    ],
  },
  'zh-CN': {
    model: [{ text: '杨先生您好：\n\n很抱歉台灯的开关损坏。请回复一张照片，我们会立即处理订单 20418。\n\n此致' }],
  },
}
