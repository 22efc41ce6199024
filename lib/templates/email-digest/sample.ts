import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: { query: 'is:unread newer_than:1d', spreadsheet: '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms' },
    answer:
      '2 emails added to the sheet.\n\n| From | Subject | Summary |\n| --- | --- | --- |\n| Lena Frost | Offer for 60 lamps | Lena needs the offer for 60 lamps today. **urgent** |\n| Paper & Co | New catalogue | Paper & Co has published its spring catalogue. |\n',
  },
  'zh-CN': {
    inputs: { query: 'is:unread newer_than:1d', spreadsheet: '1BxiMVs0XRA5nFMdKvBdBZjgmUUqptlbs74OgvE2upms' },
    answer:
      '2 emails added to the sheet.\n\n| From | Subject | Summary |\n| --- | --- | --- |\n| 林霜 | 60 盏灯的报价 | 林霜今天需要 60 盏灯的报价。 **urgent** |\n| 纸业公司 | 新目录 | 纸业公司发布了春季目录。 |\n',
  },
}
