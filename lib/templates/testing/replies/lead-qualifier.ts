import type { BothLocales } from '../reply'

export const leadQualifier: BothLocales = {
  en: {
    model: [
      {
        json: {
          company: 'Fjord Media',
          contact: 'Lena Frost',
          score: 94,
          reason: 'Sixty lamps, a budget and a date.',
          reply:
            'Dear Lena, thank you for your request: we gladly make an offer for 60 desk lamps by March. Which color and which height do you need?',
        },
      },
    ],
  },
  'zh-CN': {
    model: [
      {
        json: {
          company: '峡湾传媒',
          contact: '林霜',
          score: 94,
          reason: '需要六十盏灯，预算和日期明确。',
          reply: '林霜您好，感谢询价：我们很乐意为三月前交付的 60 盏台灯报价。需要什么颜色和高度？',
        },
      },
    ],
  },
}
