import type { ManifestTexts } from '@/lib/messages/manifest-texts'

export const zhCN: ManifestTexts = {
  description: '你的 AWS 账号中的实时终端节点，其容器兼容 OpenAI 接口，例如 vLLM。',
  'baseUrl.help': '仅在使用私有接入点（VPC）或其他域名的区域时修改。',
  'fields.region.label': '地域',
  'fields.region.help': '模型运行的区域，按 Amazon 的写法。',
  'fields.region.patternHint': '只能是小写字母、数字和连字符，例如 eu-central-1。',
  'fields.endpoint.label': '接入点',
  'fields.endpoint.help': '它在 SageMaker 中列出的名称。',
  'fields.endpoint.patternHint': '只能是字母、数字和连字符，最多 63 个。',
  'fields.component.label': '推理组件',
  'fields.component.help': '仅用于包含多个模型的终端节点。',
  'fields.component.patternHint': '只能是字母、数字和连字符，最多 63 个。',
  'fields.accessKeyId.help': '调用模型的用户或角色的。',
  'fields.accessKeyId.patternHint': '只能是大写字母和数字，例如 AKIAIOSFODNN7EXAMPLE。',
  'apiKey.help':
    'Secret access key；临时凭证为 secret:session-token。需要 sagemaker:InvokeEndpoint 和 sagemaker:CallWithBearerToken 权限。',
}
