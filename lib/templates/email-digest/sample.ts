import type { Template } from '../template'

const spreadsheet = '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms'
const date = '2026-11-30T07:12:00.000Z'

export const samples: Template['samples'] = {
  en: {
    inputs: {
      from: 'Lena Frost <lena@example.com>',
      subject: 'Offer for 60 lamps',
      date,
      spreadsheet,
      text: 'Could you send the offer today? Our board meets tomorrow.',
    },
    answer:
      '**Offer for 60 lamps** (Lena Frost <lena@example.com>): Lena needs the offer for 60 lamps today.\n\nAdded to the sheet.',
  },
  'zh-CN': {
    inputs: {
      from: '林霜 <lin@example.com>',
      subject: '60 盏灯的报价',
      date,
      spreadsheet,
      text: '今天能发报价吗？明天董事会开会。',
    },
    answer: '**60 盏灯的报价** (林霜 <lin@example.com>): 林霜今天需要 60 盏灯的报价。\n\nAdded to the sheet.',
  },
}
