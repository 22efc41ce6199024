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
  noResponse: 'MCP 服务器 {name} 没有响应。',
  notAuthorized: 'MCP 服务器 {name} 需要登录或其他凭据。请在“集成”中打开它。',
  serverMissing: '此 MCP 服务器不存在，或属于另一个工作区。请选择另一个。',
  toolChanged: 'MCP 服务器 {name} 更改了工具“{tool}”。请在该服务器的页面上审阅更改。',
  toolRemoved: 'MCP 服务器 {name} 不再提供工具“{tool}”。请在该服务器的页面上取消选择。',
  toolNotSelected: '工具“{tool}”未在 MCP 服务器 {name} 的页面上选中。',
  toolOutdated: '工具“{tool}”已更改。请刷新列表并重新审阅。',
  noSignIn: 'MCP 服务器 {name} 没有指定授权服务器。请改为选择带有其凭据的连接。',
  stdioMissing: '运营者没有提供名为“{name}”的 MCP 服务器。',
  stdioInvalid: 'MCP 服务器“{name}”的文件缺失或无效。请让运营者检查 MCP_STDIO。',
  pluginsInvalid: 'patchbay.plugins.json 文件缺失或无效。请让运维人员检查 OPERATOR_PLUGINS。',
  pluginsNotBuilt: '服务器缺少运行 LangChain 工具的脚本。请让运维人员重新构建 Patchbay。',
  nodeMissing: '{path} 处的 Node 无法启动。请让运维人员检查 OPERATOR_NODE。',
  notIsolated:
    '此系统无法在没有网络访问的情况下运行软件包。请让运维人员允许用户命名空间，或将 OPERATOR_NODE 设为 Node 25 或更新版本。',
  stdioFixed: 'MCP 服务器 {name} 由运营者定义。这里只能更改它的名称。',
  inUse: '有 {count} 个应用使用“{name}”。删除后它们会失败。',
}
