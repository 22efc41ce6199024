import type { HarmCategory } from './harm-categories'
import { plainForms } from './plain-forms'

export interface HarmFinding {
  category: HarmCategory
  reason: string
  weight: number
}

interface HarmPattern {
  category: HarmCategory
  weight: number
  /** Matched against the plain form: lower case, no accents. */
  pattern: RegExp
}

const REASONS: Readonly<Record<HarmCategory, string>> = {
  threat: 'threatens somebody',
  harassment: 'insults somebody',
  hate: 'attacks a group of people',
  sexual: 'is sexual',
  'self-harm': 'speaks of harming oneself',
  spam: 'looks like spam',
}

const GROUP =
  '(?:immigrants?|foreigners?|refugees?|jews?|muslims?|christians?|gays?|lesbians?|trans(?:gender)? people|women|blacks?|black people|white people|asians?|arabs?|roma|disabled people|auslander\\w*|fluchtlinge?|juden|muslime|schwule|frauen|immigres?|juifs?|musulmans?|inmigrantes|judios|musulmanes)'

/** Patterns match actions against somebody, not single words, so that quoting a word is not blocked. */
const PATTERNS: readonly HarmPattern[] = [
  {
    category: 'threat',
    weight: 0.8,
    pattern:
      /\b(?:i(?:'ll| will| am going to|'m going to| want to)|we(?:'ll| will| are going to)|somebody should) (?:kill|murder|stab|shoot|strangle|beat up|hurt|destroy|burn) (?:you|him|her|them|your family|your kids|everyone)\b/,
  },
  {
    category: 'threat',
    weight: 0.75,
    pattern:
      /\b(?:you(?:'re| are) (?:dead|going to die)|i know where you live|watch your back|you will regret (?:this|it)|i will find you)\b/,
  },
  {
    category: 'threat',
    weight: 0.8,
    pattern:
      /\b(?:ich (?:bring|schlag|stech|mach|knall)\w* (?:dich|euch|sie|ihn) (?:um|tot|ab|fertig|kaputt)|ich weiss,? wo du wohnst|je vais te (?:tuer|buter|frapper)|te voy a (?:matar|pegar)|ti ammazzo|vou te matar)\b/,
  },
  {
    category: 'harassment',
    weight: 0.7,
    pattern:
      /\b(?:you(?:'re| are)?(?: all)?(?: such)?(?: an?| nothing but an?)?(?: \w+){0,2}|your a|u r) (?:idiots?|morons?|imbeciles?|stupid|bitch(?:es)?|bastards?|assholes?|scum|loser|pathetic|worthless|piece of (?:shit|garbage|trash)|dumbass|retard(?:ed)?)\b/,
  },
  {
    category: 'harassment',
    weight: 0.7,
    pattern:
      /\b(?:fuck (?:you|off)|go to hell|screw you|shut up,? you|piss off|kiss my ass|nobody (?:likes|loves) you)\b/,
  },
  {
    category: 'harassment',
    weight: 0.7,
    pattern:
      /\b(?:du (?:bist )?(?:ein(?:e)? )?(?:\w+ )?(?:idiot|arschloch|vollidiot|depp|schlampe|hurensohn|wichser|trottel|dumm\w*)|fick dich|verpiss dich|halt die fresse|ferme ta gueule|(?:tu es|t'es) (?:un |une )?(?:con|connard|connasse|idiot|debile)|va te faire|eres (?:un |una )?(?:idiota|imbecil|pendejo|estupid\w)|vete a la mierda|sei (?:un |una )?(?:idiota|stronz\w|cretin\w)|vaffanculo|vai se foder)\b/,
  },
  {
    category: 'hate',
    weight: 0.75,
    pattern: new RegExp(
      `\\b(?:all |these |those |die |alle |les |los )?${GROUP} (?:are|should|must|need to|sind|sollten|gehoren|sont|son|doivent|deberian) (?:all )?(?:\\w+ ){0,2}?(?:vermin|animals|subhuman|criminals|parasites|inferior|disgusting|filthy|killed|deported|exterminated|die|shot|gassed|ungeziefer|untermenschen|kriminelle|parasiten|minderwertig|vergast|raus|des parasites|des animaux|animales|parasitos)\\b`,
    ),
  },
  {
    category: 'hate',
    weight: 0.7,
    pattern: new RegExp(
      `\\b(?:i hate|death to|kill all|gas the|get rid of (?:all )?(?:the )?|tod den|ich hasse (?:alle )?|mort aux|muerte a los) ?${GROUP}\\b`,
    ),
  },
  {
    category: 'sexual',
    weight: 0.7,
    pattern:
      /\b(?:send (?:me )?(?:nudes|naked (?:pics|pictures|photos))|(?:write|tell|describe|generate|roleplay)\b[^.\n]{0,40}\b(?:sex scene|erotic\w*|porn\w*|explicit sex|sexual(?:ly)? (?:story|explicit|roleplay|fantasy))|want to (?:have sex with|fuck) you|suck my|(?:schick|zeig) (?:mir )?nacktbilder|envoie(?:-moi)? des nudes)\b/,
  },
  {
    category: 'self-harm',
    weight: 0.75,
    pattern:
      /\b(?:i (?:want|am going|'m going|plan|wish|have decided) to (?:kill myself|end my life|end it all|die|hurt myself|cut myself)|i(?:'m| am) suicidal|i (?:don'?t|do not) want to (?:live|be alive)(?: any ?more)?|(?:painless|best|easiest) ways? to (?:kill myself|die|commit suicide)|kill yourself|kys)\b/,
  },
  {
    category: 'self-harm',
    weight: 0.75,
    pattern:
      /\b(?:ich will (?:mich umbringen|nicht mehr leben|sterben|mir das leben nehmen)|bring dich um|je veux (?:mourir|me tuer)|quiero (?:morir|matarme|suicidarme)|voglio (?:morire|uccidermi)|quero (?:morrer|me matar))\b/,
  },
  {
    category: 'spam',
    weight: 0.6,
    pattern:
      /\b(?:click here|act now|limited offer|100% free|earn \$?\d+ (?:a|per) (?:day|week)|make money fast|work from home|crypto giveaway|double your (?:money|bitcoin)|viagra|casino bonus|buy followers|whatsapp me)\b[^\n]{0,200}(?:https?:\/\/|www\.|\+\d{6})/,
  },
]

/** Scores text by category with fixed rules. Approximate: ignores irony, quotation and context. */
export function findHarm(
  text: string,
  categories: readonly HarmCategory[],
): { score: number; findings: HarmFinding[] } {
  const inspected = text.slice(0, 60_000)
  const forms = plainForms(inspected)
  const heaviest = new Map<HarmCategory, number>()
  const add = (category: HarmCategory, weight: number) =>
    heaviest.set(category, Math.max(weight, heaviest.get(category) ?? 0))
  for (const { category, weight, pattern } of PATTERNS)
    if (categories.includes(category) && forms.some((form) => pattern.test(form))) add(category, weight)
  if (categories.includes('spam') && isFlood(inspected)) add('spam', 0.6)
  const findings = [...heaviest].map(([category, weight]) => ({ category, weight, reason: REASONS[category] }))
  const score = 1 - findings.reduce((rest, { weight }) => rest * (1 - weight), 1)
  return { score: Math.round(score * 1_000) / 1_000, findings: findings.sort((a, b) => b.weight - a.weight) }
}

/** Many URLs in few words, or one character repeated. */
function isFlood(text: string): boolean {
  const addresses = text.match(/https?:\/\//g)?.length ?? 0
  const words = text.split(/\s+/).length
  return (addresses >= 4 && addresses / words > 0.15) || /(\S)\1{39}/u.test(text)
}
