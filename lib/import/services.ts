import type { JsonObject } from '@/lib/core/json'

/** An action of an integration as the data of a step. Values are texts with references, or selectors of whole values. */
export interface ServiceAction extends JsonObject {
  plugin: string
  action: string
  values: JsonObject
}

const SEARCH =
  /duckduckgo|google|serp|bing|searx|tavily|brave|bocha|exa|jina_?search|web_?search|websearch|bochaai|searchapi|zhipu_search/i
const WIKIPEDIA = /wiki/i
const READER =
  /jina_?reader|webscraper|web_?scraper|web_?browser|fetch_?url|read_?(?:page|url|web)|firecrawl|crawl|url_?component|page_?reader|scrape_?url/i

/** Web search, encyclopedia or page reader by the name of a tool; null: it is something else. */
export function webAction(name: string, input: string | null): (ServiceAction & { instead: string }) | null {
  if (WIKIPEDIA.test(name))
    return { plugin: 'wikipedia', action: 'search-articles', values: fieldOf('query', input), instead: '' }
  if (READER.test(name)) return { ...pageAction(input), instead: /page_?reader/i.test(name) ? '' : name }
  if (!SEARCH.test(name)) return null
  const own = /searx/i.test(name) ? 'searxng' : /brave/i.test(name) ? 'brave-search' : 'tavily'
  const isSame = name.toLowerCase().includes(own.split('-')[0] ?? '')
  return {
    plugin: own,
    action: 'search-web',
    values: fieldOf('query', input),
    instead: isSame || own !== 'tavily' ? '' : name,
  }
}

export function pageAction(url: string | null): ServiceAction {
  return { plugin: 'page-reader', action: 'read-page', values: fieldOf('url', url) }
}

/** Without a value, an agent fills the field. */
const fieldOf = (field: string, text: string | null): JsonObject => (text === null ? {} : { [field]: text })
