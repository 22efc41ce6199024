import type { BothLocales, ServiceReply } from '../reply'

const mail = (id: string, from: string, subject: string, snippet: string): ServiceReply => ({
  when: `/messages/${id}`,
  json: {
    ...{ id, threadId: id, snippet, labelIds: ['UNREAD'] },
    payload: {
      mimeType: 'text/plain',
      headers: [
        { name: 'From', value: from },
        { name: 'Subject', value: subject },
        { name: 'Date', value: 'Mon, 30 Nov 2026 07:12:00 +0000' },
      ],
    },
  },
})
const found = { when: '/messages?q=', json: { messages: [{ id: 'm1' }, { id: 'm2' }] } }
const added = {
  when: 'sheets.googleapis.com/v4/spreadsheets/',
  json: { updates: { updatedRange: 'Sheet1!A2:E3', updatedRows: 2 } },
}

export const emailDigest: BothLocales = {
  en: {
    services: [
      mail('m1', 'Lena Frost', 'Offer for 60 lamps', 'Could you send the offer today? Our board meets tomorrow.'),
      mail('m2', 'Paper & Co', 'New catalogue', 'Our spring catalogue is out now.'),
      found,
      added,
    ],
    model: [
      { when: 'Lena Frost', json: { summary: 'Lena needs the offer for 60 lamps today.', urgent: true } },
      { when: 'Paper & Co', json: { summary: 'Paper & Co has published its spring catalogue.', urgent: false } },
    ],
  },
  'zh-CN': {
    services: [
      mail('m1', '林霜', '60 盏灯的报价', '今天能发报价吗？明天董事会开会。'),
      mail('m2', '纸业公司', '新目录', '春季目录现已发布。'),
      found,
      added,
    ],
    model: [
      { when: '林霜', json: { summary: '林霜今天需要 60 盏灯的报价。', urgent: true } },
      { when: '纸业公司', json: { summary: '纸业公司发布了春季目录。', urgent: false } },
    ],
  },
}
