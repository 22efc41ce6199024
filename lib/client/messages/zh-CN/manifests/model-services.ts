import type { Sentences } from '../../sentence-book'

/** Model services and their forms. */
export const modelServices: Sentences = {
  'Alibaba Cloud PAI-EAS': '阿里云 PAI-EAS',
  'A model service that you deployed on PAI, with vLLM, SGLang or BladeLLM.':
    '你用 vLLM、SGLang 或 BladeLLM 部署在 PAI 上的模型服务。',
  'The endpoint of the service, as “Invocation information” shows it. Write https, or the token travels openly.':
    '服务的访问地址，见“调用信息”。请写 https，否则令牌会明文传输。',
  'The token of the service, from the same place.': '服务的令牌，在同一处。',
  'Alibaba Model Studio': '阿里云百炼（Model Studio）',
  'Qwen and other models on Alibaba Cloud (DashScope, Bailian).': '阿里云（DashScope、百炼）上的通义千问等模型。',
  'Change it only for a proxy.': '仅在使用代理时修改。',
  Endpoint: '接入点',
  'The region of the key, or the host of one workspace.': '密钥所属的地域，或某个工作区的主机。',
  'Singapore (international)': '新加坡（国际）',
  'China (Beijing)': '中国（北京）',
  'US (Virginia)': '美国（弗吉尼亚）',
  'China (Hong Kong)': '中国（香港）',
  'A workspace’s own host': '工作区自己的主机',
  'Workspace ID': '工作区 ID',
  'As Model Studio shows it, such as llm-abc123.': '见百炼控制台，例如 llm-abc123。',
  Region: '地域',
  'Such as ap-southeast-1 or cn-beijing.': '例如 ap-southeast-1 或 cn-beijing。',
  'Made in Model Studio under “API-KEY”. A key works in its own region only.':
    '在百炼的“API-KEY”中创建。密钥只在其所属地域有效。',
  'Claude models by Anthropic.': 'Anthropic 的 Claude 模型。',
  'Made at console.anthropic.com under “API keys”.': '在 console.anthropic.com 的“API keys”中创建。',
  'Where the models run, as Amazon writes it.': '模型运行的区域，按 Amazon 的写法。',
  'Of the user or role that calls the models.': '调用模型的用户或角色的。',
  'An online endpoint of your workspace: vLLM, a model of the catalog, or your own scoring script.':
    '你的工作区的在线终结点：vLLM、目录中的模型，或你自己的评分脚本。',
  'The REST endpoint, as the tab “Consume” shows it.': 'REST 终结点，见“使用”选项卡。',
  'Chat completions where the deployment serves /v1. The shape of the model catalog answers in one piece and knows neither tools nor pictures.':
    '部署提供 /v1 时使用 Chat completions。模型目录的格式一次性返回，不支持工具和图片。',
  Deployment: '部署',
  'Only to call one deployment, whatever the endpoint’s traffic rules say.':
    '仅用于调用某个部署，忽略终结点的流量规则。',
  'The primary key of the tab “Consume”.': '“使用”选项卡中的主密钥。',
  'Your deployments of OpenAI’s and other models in Microsoft Azure.':
    '你在 Microsoft Azure 中部署的 OpenAI 及其他模型。',
  'Change it only for another domain, such as that of a Foundry project or of Azure Government.':
    '仅在使用其他域名时修改，例如 Foundry 项目或 Azure Government 的域名。',
  Resource: '资源',
  'The name in front of .openai.azure.com.': '.openai.azure.com 之前的名称。',
  Deployments: '部署',
  'Azure does not list them to a key: write their names, with commas between.':
    'Azure 不会向密钥列出部署：请填写名称，用逗号分隔。',
  'Tenant ID': '租户 ID',
  'Only for Entra ID: of the app registration. The key below is then its client secret.':
    '仅用于 Entra ID：应用注册的租户。下面的密钥则为其客户端密码。',
  'Client ID': '客户端 ID',
  'Only for Entra ID: the application’s own, with the role “Cognitive Services OpenAI User”.':
    '仅用于 Entra ID：应用自身的 ID，需具有角色“Cognitive Services OpenAI User”。',
  'Under “Keys and endpoint” of the resource; or the client secret of an app registration.':
    '在资源的“密钥和终结点”中；或应用注册的客户端密码。',
  'Baidu Qianfan': '百度千帆',
  'ERNIE and open models on Baidu AI Cloud.': '百度智能云上的文心（ERNIE）及开源模型。',
  'Application ID (optional)': '应用 ID（可选）',
  'Sent as the header “appid”, when usage is counted by application.': '按应用统计用量时，作为请求头“appid”发送。',
  'Made in the Qianfan console under “API Key”. It begins with bce-v3/.':
    '在千帆控制台的“API Key”中创建，以 bce-v3/ 开头。',
  'Claude, Nova, Llama, Mistral, Cohere and more in your AWS account.':
    '你的 AWS 账号中的 Claude、Nova、Llama、Mistral、Cohere 等模型。',
  'Change it only for a private endpoint (VPC).': '仅在使用私有接入点（VPC）时修改。',
  'Of the user or role that calls the models. Leave it empty when the key below is a Bedrock API key.':
    '调用模型的用户或角色的。下面填写 Bedrock API 密钥时留空。',
  'Converse serves every model. OpenAI’s language is there for a few, such as gpt-oss.':
    'Converse 适用于所有模型。少数模型（如 gpt-oss）支持 OpenAI 的接口。',
  'Converse (Amazon’s own)': 'Converse（Amazon 自有）',
  'Chat completions (OpenAI’s)': 'Chat completions（OpenAI）',
  'The secret access key, for temporary credentials secret:session-token; or a Bedrock API key.':
    'Secret access key；临时凭证为 secret:session-token；或 Bedrock API 密钥。',
  'Command models, with embeddings and reranking in many languages.': 'Command 系列模型，以及多语言向量嵌入和重排序。',
  'Change it only for a proxy or a private deployment.': '仅在使用代理或私有部署时修改。',
  'Made in Cohere’s dashboard under “API keys”.': '在 Cohere 控制台的“API keys”中创建。',
  'DeepSeek’s chat and reasoning models.': 'DeepSeek 的对话与推理模型。',
  'Made at platform.deepseek.com under “API keys”.': '在 platform.deepseek.com 的“API keys”中创建。',
  'Open models, served fast.': '快速提供的开源模型。',
  Account: '账号',
  'Only for fine-tuning with a key that has several accounts: its ID, as in accounts/my-team.':
    '仅用于拥有多个账号的密钥进行微调时：账号 ID，如 accounts/my-team 中所示。',
  'Made at app.fireworks.ai under “API keys”.': '在 app.fireworks.ai 的“API keys”中创建。',
  'Gemini models by Google.': 'Google 的 Gemini 模型。',
  'Made in Google AI Studio under “Get API key”.': '在 Google AI Studio 的“Get API key”中创建。',
  'Open models on Groq’s own chips: very fast.': '运行在 Groq 自研芯片上的开源模型：非常快。',
  'Made at console.groq.com under “API keys”.': '在 console.groq.com 的“API keys”中创建。',
  'Huawei ModelArts Studio': '华为 ModelArts Studio',
  'Models served by Huawei Cloud’s MaaS.': '华为云 MaaS 提供的模型。',
  'From “View Call Description” of the model service, without /chat/completions.':
    '来自模型服务的“调用说明”，不含 /chat/completions。',
  'Your key': '你的密钥',
  'Made in ModelArts Studio under “API Keys”.': '在 ModelArts Studio 的“API Key”中创建。',
  'Open models through Hugging Face’s inference providers.': '通过 Hugging Face 推理提供商使用开源模型。',
  'A token with the permission “Make calls to Inference Providers”.':
    '具有“Make calls to Inference Providers”权限的令牌。',
  'Embeddings and reranking in many languages. No language models.': '多语言向量嵌入与重排序。没有语言模型。',
  'Made at jina.ai under “API key & billing”.': '在 jina.ai 的“API key & billing”中创建。',
  'Your own llama.cpp server (llama-server).': '你自己的 llama.cpp 服务器（llama-server）。',
  'Up to and including /v1. The operator of Patchbay allows its host by EGRESS_ALLOW.':
    '写到 /v1 为止（含）。Patchbay 的运维者用 EGRESS_ALLOW 允许其主机。',
  'Leave it empty when the server asks for none.': '服务器不要求密钥时留空。',
  'Models on your own computer, loaded with LM Studio.': '在你自己的电脑上用 LM Studio 加载的模型。',
  'Mistral, Ministral, Magistral and Pixtral models, in Europe.':
    'Mistral、Ministral、Magistral 和 Pixtral 模型，位于欧洲。',
  'Made at console.mistral.ai under “API keys”.': '在 console.mistral.ai 的“API keys”中创建。',
  'Always ask for a stream': '始终以流式请求',
  'An answer that nobody reads as it is written is asked for in one piece. Until it is there, the line is silent. Choose Yes if a proxy on the way, or the server itself, ends silent calls.':
    '没有人边生成边阅读的回答会以非流式方式一次性请求，在回答返回之前连接上没有任何数据。如果途中的代理或服务器本身会断开长时间无数据的连接，请选择“是”。',
  'Choose yes or no.': '请选择是或否。',
  'Model names (optional)': '模型名称（可选）',
  'Only where the service does not list its models: names with commas between them. The first that chats is asked for a word to test the connection.':
    '仅当服务不列出其模型时：填写名称，用逗号分隔。测试连接时会向第一个对话模型请求一个词。',
  'Kimi models by Moonshot AI.': '月之暗面（Moonshot AI）的 Kimi 模型。',
  'Where the account was opened.': '账号开通的地方。',
  'Worldwide (moonshot.ai)': '全球（moonshot.ai）',
  'China (moonshot.cn)': '中国（moonshot.cn）',
  'Made at platform.moonshot.ai (or .cn) under “API keys”. A key works in its own region only.':
    '在 platform.moonshot.ai（或 .cn）的“API keys”中创建。密钥只在其所属地域有效。',
  'Open models on your own computer or server.': '在你自己的电脑或服务器上的开源模型。',
  'Where Ollama listens.': 'Ollama 监听的地址。',
  'Only for an Ollama behind a proxy that asks for one.': '仅当 Ollama 位于要求密钥的代理之后时。',
  'Any OpenAI-compatible server: LocalAI, SGLang, LiteLLM, Jan, a gateway of your company.':
    '任何其他兼容 OpenAI 接口的服务器：LocalAI、SGLang、LiteLLM、Jan、公司网关等。',
  'Up to and including /v1.': '写到 /v1 为止（含）。',
  'GPT models by OpenAI.': 'OpenAI 的 GPT 模型。',
  'Made at platform.openai.com under “API keys”.': '在 platform.openai.com 的“API keys”中创建。',
  'Hundreds of models of many makers behind one key.': '一个密钥，多家厂商的数百个模型。',
  'Made at openrouter.ai under “Keys”.': '在 openrouter.ai 的“Keys”中创建。',
  'A real-time endpoint in your AWS account with an OpenAI-compatible container, such as vLLM.':
    '你的 AWS 账号中的实时终端节点，其容器兼容 OpenAI 接口，例如 vLLM。',
  'Change it only for a private endpoint (VPC), or for a region with another domain.':
    '仅在使用私有接入点（VPC）或其他域名的区域时修改。',
  'Its name, as SageMaker lists it.': '它在 SageMaker 中列出的名称。',
  'Inference component': '推理组件',
  'Only for an endpoint that holds several models.': '仅用于包含多个模型的终端节点。',
  'The secret access key; for temporary credentials secret:session-token. It needs sagemaker:InvokeEndpoint and sagemaker:CallWithBearerToken.':
    'Secret access key；临时凭证为 secret:session-token。需要 sagemaker:InvokeEndpoint 和 sagemaker:CallWithBearerToken 权限。',
  'Tencent Cloud': '腾讯云',
  'Hunyuan and TokenHub: Tencent’s own and other makers’ models.': '混元与 TokenHub：腾讯自研及其他厂商的模型。',
  Service: '服务',
  'Where the key was made.': '密钥创建的地方。',
  'TokenHub, international (Singapore)': 'TokenHub，国际（新加坡）',
  'TokenHub, China (Guangzhou)': 'TokenHub，中国（广州）',
  Hunyuan: '混元',
  'Made in the console of TokenHub or Hunyuan under “API key”.': '在 TokenHub 或混元控制台的“API key”中创建。',
  'Your own TGI server, or an Inference Endpoint of Hugging Face.': '你自己的 TGI 服务器，或 Hugging Face 的推理端点。',
  'Open models for chat, embeddings, images and speech.': '用于对话、向量嵌入、图像和语音的开源模型。',
  'Made at api.together.ai under “API keys”.': '在 api.together.ai 的“API keys”中创建。',
  'Gemini and partner models in your Google Cloud project.': '你的 Google Cloud 项目中的 Gemini 及合作伙伴模型。',
  'Change it only for a private endpoint.': '仅在使用私有接入点时修改。',
  'Project ID': '项目 ID',
  'Of the Google Cloud project in which Vertex AI is enabled.': '已启用 Vertex AI 的 Google Cloud 项目的 ID。',
  Location: '位置',
  'Where the models run: a region, or global.': '模型运行的位置：某个区域，或 global。',
  'Partner models (optional)': '合作伙伴模型（可选）',
  'Google lists its own alone. Write what you use of others, with commas between.':
    'Google 只列出自己的模型。请填写你使用的其他模型，用逗号分隔。',
  'The whole JSON file of a service account that has the role “Vertex AI User”.':
    '具有角色“Vertex AI User”的服务账号的完整 JSON 文件。',
  'Your own vLLM server.': '你自己的 vLLM 服务器。',
  'Embeddings and reranking for search in documents and code. No language models.':
    '用于文档和代码检索的向量嵌入与重排序。没有语言模型。',
  'Made in Voyage’s dashboard under “API keys”.': '在 Voyage 控制台的“API keys”中创建。',
  'Grok models by xAI.': 'xAI 的 Grok 模型。',
  'Made at console.x.ai under “API keys”.': '在 console.x.ai 的“API keys”中创建。',
}
