import alibaba from './data/alibaba.json'
import amazonBedrock from './data/amazon-bedrock.json'
import anthropic from './data/anthropic.json'
import azure from './data/azure.json'
import builtin from './data/builtin.json'
import cohere from './data/cohere.json'
import deepseek from './data/deepseek.json'
import google from './data/google.json'
import googleVertex from './data/google-vertex.json'
import groq from './data/groq.json'
import mistral from './data/mistral.json'
import openWeights from './data/open-weights.json'
import openai from './data/openai.json'
import openrouter from './data/openrouter.json'
import xai from './data/xai.json'

/** The catalog as it lies on disk: data, checked by a schema before anything reads it. */
export const CATALOG_FILES: readonly unknown[] = [
  openai,
  anthropic,
  google,
  mistral,
  deepseek,
  groq,
  xai,
  cohere,
  alibaba,
  amazonBedrock,
  googleVertex,
  azure,
  openrouter,
  openWeights,
  builtin,
]
