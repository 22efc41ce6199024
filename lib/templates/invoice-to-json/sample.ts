import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: {
      invoice:
        'INVOICE 2026-0417\nBrightside Office Supplies Ltd.\nDate: 3 November 2026\n\n12 x Notebook A5 at 3.50 = 42.00\n2 x Desk lamp at 39.00 = 78.00\n\nVAT 20 %: 24.00\nTotal: GBP 144.00',
    },
    answer:
      '{"vendor":"Brightside Office Supplies Ltd.","invoiceNumber":"2026-0417","date":"2026-11-03","currency":"GBP","lineItems":[{"description":"Notebook A5","quantity":12,"unitPrice":3.5,"amount":42},{"description":"Desk lamp","quantity":2,"unitPrice":39,"amount":78}],"tax":24,"total":144}',
  },
  'zh-CN': {
    inputs: {
      invoice:
        '发票 2026-0417\n明亮办公用品有限公司\n日期：2026 年 11 月 3 日\n\nA5 笔记本 12 本，单价 3.50，金额 42.00\n台灯 2 盏，单价 39.00，金额 78.00\n\n税额：24.00\n合计：144.00 元',
    },
    answer:
      '{"vendor":"明亮办公用品有限公司","invoiceNumber":"2026-0417","date":"2026-11-03","currency":"CNY","lineItems":[{"description":"A5 笔记本","quantity":12,"unitPrice":3.5,"amount":42},{"description":"台灯","quantity":2,"unitPrice":39,"amount":78}],"tax":24,"total":144}',
  },
}
