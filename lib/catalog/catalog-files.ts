import alibaba from './data/alibaba.json'
import anthropic from './data/anthropic.json'
import azureOpenai from './data/azure-openai.json'
import baidu from './data/baidu.json'
import bedrock from './data/bedrock.json'
import builtin from './data/builtin.json'
import cohere from './data/cohere.json'
import deepseek from './data/deepseek.json'
import fireworks from './data/fireworks.json'
import google from './data/google.json'
import groq from './data/groq.json'
import huawei from './data/huawei.json'
import huggingface from './data/huggingface.json'
import jina from './data/jina.json'
import mistral from './data/mistral.json'
import moonshot from './data/moonshot.json'
import openWeights from './data/open-weights.json'
import openai from './data/openai.json'
import openrouter from './data/openrouter.json'
import tencent from './data/tencent.json'
import together from './data/together.json'
import vertex from './data/vertex.json'
import voyage from './data/voyage.json'
import xai from './data/xai.json'

/** The catalog files, unvalidated; `CatalogFile` checks them before use. */
export const CATALOG_FILES: readonly unknown[] = [
  openai,
  anthropic,
  google,
  mistral,
  deepseek,
  groq,
  xai,
  cohere,
  voyage,
  jina,
  moonshot,
  alibaba,
  baidu,
  tencent,
  huawei,
  bedrock,
  vertex,
  azureOpenai,
  openrouter,
  huggingface,
  together,
  fireworks,
  openWeights,
  builtin,
]
