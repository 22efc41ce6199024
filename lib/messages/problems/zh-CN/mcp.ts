import type { mcp as english } from '../en/mcp'
import type { Translated } from '../types'

export const mcp: Translated<typeof english> = {
  connectionEnded: '连接已结束。请重新连接。',
  argumentsNotJson: '参数不是普通的 JSON。',
  conversationInvalid: '{name} 必须是 1 到 200 个不含空格的可见 ASCII 字符。',
  runMovedOn: '运行在另一个进程中继续。请稍后再次调用。',
  crossSite: '其他网站的页面不能调用此地址。',
  oneMessage: '每次只能发送一条消息。',
  serverTimeout: 'MCP 服务器 {host} 在 {seconds} 秒内没有响应。',
  secretRejected: 'MCP 服务器 {host} 拒绝了密钥变量。请在节点中检查。',
  serverFailed: 'MCP 服务器 {host} 出错{reason, select, none {。} other {：{reason}}}',
}
