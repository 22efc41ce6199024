import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: { message: 'Which three products sold best in October?' },
    answer:
      '| Product | Sold |\n| --- | ---: |\n| Desk lamp Skagen | 214 |\n| LED bulb | 187 |\n| Floor lamp Fanø | 96 |\n\nThe desk lamp Skagen sold best in October.',
  },
  'zh-CN': {
    inputs: { message: '十月销量最好的三种产品是什么？' },
    answer:
      '| 产品 | 销量 |\n| --- | ---: |\n| 台灯 Skagen | 214 |\n| LED 灯泡 | 187 |\n| 落地灯 Fanø | 96 |\n\n十月销量最好的是台灯 Skagen。',
  },
}
