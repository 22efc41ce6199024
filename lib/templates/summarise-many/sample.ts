import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: {
      texts:
        'North region: sales rose by 12 percent. The new store in Oslo brought a third of the growth. Deliveries were late in March.\n---\nSouth region: sales fell by 3 percent because two stores were closed for renovation. Customers rated the service 4.6 out of 5.\n---\nEast region: sales were flat. Staff turnover doubled, and training took longer than planned.\n---\nWest region: sales rose by 8 percent, mostly online. Returns grew to 9 percent of orders.\n---\nOnline shop: sales rose by 21 percent. The checkout was down for five hours in February.',
    },
    answer:
      'Sales grew in the north, the west and online, stayed flat in the east and fell in the south. The reports agree that operations were the weak point: late deliveries, closed stores, staff turnover, returns and a checkout outage.',
  },
  'zh-CN': {
    inputs: {
      texts:
        '北区：销售额增长 12%。奥斯陆新店贡献了三分之一的增长。三月配送延迟。\n---\n南区：两家门店因装修停业，销售额下降 3%。客户对服务评分 4.6 分（满分 5 分）。\n---\n东区：销售额持平。员工流失率翻倍，培训用时超出计划。\n---\n西区：销售额增长 8%，主要来自线上。退货率升至 9%。\n---\n网店：销售额增长 21%。二月结账功能中断五小时。',
    },
    answer:
      '北区、西区和网店增长，东区持平，南区下降。各报告一致认为运营是弱项：配送延迟、门店停业、员工流失、退货和结账中断。',
  },
}
