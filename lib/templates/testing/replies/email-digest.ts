import type { BothLocales } from '../reply'

const services = [
  {
    when: 'sheets.googleapis.com/v4/spreadsheets/',
    json: { updates: { updatedRange: 'Sheet1!A2:E2', updatedRows: 1 } },
  },
]

export const emailDigest: BothLocales = {
  en: {
    services,
    model: [{ when: 'Lena Frost', json: { summary: 'Lena needs the offer for 60 lamps today.', urgent: true } }],
  },
  'zh-CN': {
    services,
    model: [{ when: '林霜', json: { summary: '林霜今天需要 60 盏灯的报价。', urgent: true } }],
  },
}
