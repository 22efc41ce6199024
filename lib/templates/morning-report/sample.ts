import type { Template } from '../template'

export const samples: Template['samples'] = {
  en: {
    inputs: { date: '2026-11-30', focus: 'What is new, and what needs attention?' },
    documents: [
      {
        name: 'Team log.md',
        text: `# Team log, week 48

## Releases
Version 4.2 of the web shop went live on Friday. It loads product pages twice as fast.

## Open problems
The payment service rejects cards of one bank since Saturday; 14 orders are affected. The supplier of the blue mugs is three weeks late.

## Plans
On Wednesday we interview two candidates for support.
`,
      },
    ],
    answer:
      '**New**: version 4.2 of the web shop is live, and product pages load twice as fast [1].\n\n**Needs attention**: cards of one bank are rejected, which affects 14 orders. The blue mugs are three weeks late [1].',
  },
  'zh-CN': {
    inputs: { date: '2026-11-30', focus: '有什么新情况？哪些事需要关注？' },
    documents: [
      {
        name: '团队日志.md',
        text: `# 团队日志，第 48 周

## 发布
网店 4.2 版周五上线，商品页面加载速度提高一倍。

## 未解决的问题
自周六起支付服务拒绝一家银行的卡，影响 14 笔订单。蓝色马克杯的供应商延迟三周。

## 计划
周三面试两名客服候选人。
`,
      },
    ],
    answer:
      '**新情况**：网店 4.2 版已上线，商品页面加载速度提高一倍 [1]。\n\n**需要关注**：一家银行的卡被拒，影响 14 笔订单；蓝色马克杯延迟三周 [1]。',
  },
}
