import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: {
      request:
        'Hello, we move into a new office in March and need about 60 desk lamps. The budget is 6,000 euros. Could you send an offer? Lena Frost, Fjord Media',
    },
    answer:
      '**Hot lead, 94 of 100**: Fjord Media. Sixty lamps, a budget and a date.\n\nDear Lena, thank you for your request: we gladly make an offer for 60 desk lamps by March. Which color and which height do you need?',
  },
  'zh-CN': {
    inputs: { request: '你好，我们三月搬入新办公室，需要约 60 盏台灯，预算 6,000 欧元。可以报价吗？峡湾传媒，林霜' },
    answer:
      '**Hot lead, 94 of 100**: 峡湾传媒. 需要六十盏灯，预算和日期明确。\n\n林霜您好，感谢询价：我们很乐意为三月前交付的 60 盏台灯报价。需要什么颜色和高度？',
  },
}
