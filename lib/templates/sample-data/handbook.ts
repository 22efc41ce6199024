import type { SampleDocument } from '../template'

/** Handbook of an invented maker of coffee machines, for templates that answer from documents. */
export const handbook: readonly SampleDocument[] = [
  {
    name: 'Customer handbook.md',
    text: `# Fernhill Coffee: customer handbook

## Delivery
We deliver to all countries of the European Union, Switzerland and the United Kingdom. An order arrives within three working days. Delivery is free for orders over 50 euros; below that it costs 4.90 euros.

## Returns
You can return a machine within 30 days of delivery if it is unused or faulty. Send us your order number, and we email you a return label. The refund arrives within five working days after the machine reaches us.

## Warranty
The warranty of the Fernhill F2 lasts three years from the day of purchase. It covers the pump, the boiler and the grinder. It does not cover limescale.

## Cleaning
Rinse the filter under warm water every two weeks. Descale the machine every three months with two spoons of citric acid in a full tank of water.

## Lights
A red light means that the water tank is empty. A blinking white light means that the machine needs descaling. A blue light means that the grinder is blocked.

## Support
Our support team answers Monday to Friday from 9:00 to 17:00 at help@fernhill.example. Subscriptions to coffee beans can be paused or cancelled at any time in your account.
`,
  },
]

export const handbookInChinese: readonly SampleDocument[] = [
  {
    name: '客户手册.md',
    text: `# 蕨山咖啡：客户手册

## 配送
我们向欧盟各国、瑞士和英国配送。订单在三个工作日内送达。订单满 50 欧元免运费，不满则收取 4.90 欧元。

## 退货
机器未使用或有故障，可在送达后 30 天内退货。请告知订单号，我们会通过电子邮件发送退货标签。机器送回后，退款在五个工作日内到账。

## 保修
蕨山 F2 的保修期为自购买之日起三年，涵盖水泵、锅炉和磨豆器，不涵盖水垢。

## 清洁
每两周用温水冲洗一次滤网。每三个月除垢一次：在加满水的水箱中加入两勺柠檬酸。

## 指示灯
红灯表示水箱已空。白灯闪烁表示机器需要除垢。蓝灯表示磨豆器堵塞。

## 客服
客服团队周一至周五 9:00 至 17:00 通过 help@fernhill.example 答复。咖啡豆订阅可随时在账户中暂停或取消。
`,
  },
]
