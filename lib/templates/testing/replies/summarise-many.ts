import { samples } from '../../summarise-many/sample'
import type { BothLocales } from '../reply'

export const summarizeMany: BothLocales = {
  en: {
    model: [
      {
        when: 'Summarize this text in two sentences:\n\nNorth',
        text: 'North grew by 12 percent. Deliveries were late.',
      },
      {
        when: 'Summarize this text in two sentences:\n\nSouth',
        text: 'South fell by 3 percent. Two stores were closed.',
      },
      { when: 'Summarize this text in two sentences:\n\nEast', text: 'East was flat. Staff turnover doubled.' },
      { when: 'Summarize this text in two sentences:\n\nWest', text: 'West grew by 8 percent. Returns rose.' },
      {
        when: 'Summarize this text in two sentences:\n\nOnline',
        text: 'Online grew by 21 percent. The checkout was down.',
      },
      { when: 'These are summaries', text: samples.en.answer },
    ],
  },
  'zh-CN': {
    model: [
      { when: 'two sentences:\n\n北区', text: '北区增长 12%。配送延迟。' },
      { when: 'two sentences:\n\n南区', text: '南区下降 3%。两家门店停业。' },
      { when: 'two sentences:\n\n东区', text: '东区持平。员工流失率翻倍。' },
      { when: 'two sentences:\n\n西区', text: '西区增长 8%。退货增加。' },
      { when: 'two sentences:\n\n网店', text: '网店增长 21%。结账曾中断。' },
      { when: 'These are summaries', text: samples['zh-CN'].answer },
    ],
  },
}
