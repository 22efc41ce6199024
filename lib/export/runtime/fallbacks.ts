import type { BaseLanguageModelInput } from '@langchain/core/language_models/base'
import { BaseChatModel, type BindToolsInput } from '@langchain/core/language_models/chat_models'
import type { AIMessageChunk, BaseMessage } from '@langchain/core/messages'
import type { ChatGenerationChunk, ChatResult } from '@langchain/core/outputs'
import type { Runnable } from '@langchain/core/runnables'

type Options = BaseChatModel['ParsedCallOptions']

/** Tries the models in order until one answers. Null while none is configured. */
export function withFallbacks(models: readonly (BaseChatModel | null)[]): BaseChatModel | null {
  const ready = models.filter((model) => model !== null)
  return ready.length > 1 ? new FallbackModel(ready) : (ready[0] ?? null)
}

class FallbackModel extends BaseChatModel {
  readonly models: readonly BaseChatModel[]

  constructor(models: readonly BaseChatModel[]) {
    super({ maxRetries: 0 })
    this.models = models
  }

  _llmType(): string {
    return 'fallbacks'
  }

  override bindTools(tools: BindToolsInput[]): Runnable<BaseLanguageModelInput, AIMessageChunk> {
    const [first, ...others] = this.models.map((model) => {
      if (model.bindTools) return model.bindTools(tools)
      throw new Error('This model takes no tools.')
    })
    if (!first) throw new Error('Add at least one model.')
    return first.withFallbacks(others)
  }

  async _generate(messages: BaseMessage[], options: Options): Promise<ChatResult> {
    return await this.#first(options, (model) => model._generate(messages, options))
  }

  override async *_streamResponseChunks(
    messages: BaseMessage[],
    options: Options,
  ): AsyncGenerator<ChatGenerationChunk> {
    const started = await this.#first(options, async (model) => {
      const chunks = model._streamResponseChunks(messages, options)
      return { first: await chunks.next(), chunks }
    })
    // Streamed text cannot be retracted, so a model that fails in the middle of its answer fails the step.
    if (!started.first.done) yield started.first.value
    yield* started.chunks
  }

  async #first<T>(options: Options, request: (model: BaseChatModel) => Promise<T>): Promise<T> {
    let failure: unknown
    for (const model of this.models) {
      try {
        return await request(model)
      } catch (error) {
        if (options.signal?.aborted) throw error
        failure = error
      }
    }
    throw failure
  }
}
