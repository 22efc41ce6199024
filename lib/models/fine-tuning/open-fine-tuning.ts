import 'server-only'
import type { FineTuneConnection, FineTuneService } from './fine-tune-service'
import { FireworksFineTuning } from './fireworks-fine-tuning'
import { OpenAiFineTuning } from './openai-fine-tuning'
import { TogetherFineTuning } from './together-fine-tuning'

/** The client of a provider's fine-tuning API. `fields` are the connection's own settings. */
export function openFineTuning(
  provider: string,
  connection: FineTuneConnection,
  fields: Readonly<Record<string, string>>,
): FineTuneService {
  switch (provider) {
    case 'together':
      return new TogetherFineTuning(connection)
    case 'fireworks':
      return new FireworksFineTuning(
        // Models answer under /inference, all else beside it.
        { ...connection, baseUrl: connection.baseUrl.replace(/\/inference\/v1$/, '/v1') },
        fields.account ?? '',
      )
    default:
      return new OpenAiFineTuning(
        connection,
        provider === 'openai' || provider === 'azure-openai' ? 'method' : 'hyperparameters',
      )
  }
}
