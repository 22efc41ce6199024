import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: { message: 'When did LED lamps become more efficient than fluorescent tubes?' },
    answer:
      'White LEDs passed fluorescent tubes, at about 100 lumens per watt, in laboratories around **2006** and in products a few years later ([History of LED lighting](https://example.org/led-history)).',
  },
  'zh-CN': {
    inputs: { message: 'LED 灯何时比荧光灯管更高效？' },
    answer:
      '白光 LED 约在 **2006 年**于实验室超过荧光灯管（每瓦约 100 流明），几年后进入产品（[LED 照明史](https://example.org/led-history)）。',
  },
}
