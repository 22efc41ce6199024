export interface InjectionPattern {
  /** Shown to users. */
  reason: string
  /** Probability of an injection from this finding alone, 0 to 1. */
  weight: number
  /**
   * Matched against the plain form: lower case, no accents. All repetition is bounded, so that no
   * text makes it slow.
   */
  pattern: RegExp
}

const OVERRIDE = 'asks the app to drop its instructions'
const REVEAL = 'asks for the app’s own instructions'
const PERSONA = 'asks the app to be something without rules'
const HIDE = 'asks to hide something from the person'

/**
 * Instruction-like phrases. Chinese and Japanese have no spaces between words, so their patterns
 * have no word boundaries.
 */
export const INJECTION_PATTERNS: readonly InjectionPattern[] = [
  // English
  {
    reason: OVERRIDE,
    weight: 0.75,
    pattern:
      /\b(?:ignore|disregard|forget|override|overrule|bypass|neglect|skip|discard|drop|do not follow|don'?t follow|stop following|pay no attention to)\b(?! (?:case|whitespace))[^.\n]{0,30}?\b(?:previous|prior|above|earlier|preceding|foregoing|existing|original|initial|system|developer|your|all|any|these|those|the)\b[^.\n]{0,25}?\b(?:instructions?|prompts?|rules|guidelines|directives?|directions|guardrails|restrictions|policies|programming|commands|training|context)\b/,
  },
  {
    reason: OVERRIDE,
    weight: 0.55,
    pattern:
      /\b(?:ignore|disregard|forget)\b (?:everything|all|anything|what(?:ever)?)\b[^.\n]{0,30}?\b(?:above|before|previously|earlier|told|said|learned|know)\b/,
  },
  {
    reason: OVERRIDE,
    weight: 0.5,
    pattern: /\b(?:new|updated|revised|real|actual) (?:system )?(?:instructions?|prompt|directives?)\b ?[:=]/,
  },
  {
    reason: OVERRIDE,
    weight: 0.5,
    pattern:
      /\b(?:your|the) (?:new|real|true|only) (?:task|goal|job|purpose|objective|instructions?) (?:is|are) (?:now )?/,
  },
  {
    reason: OVERRIDE,
    weight: 0.5,
    pattern: /\b(?:end of|end) (?:system |the )?(?:prompt|instructions|user input|context|document)\b ?[-\]>:.=]/,
  },
  {
    reason: OVERRIDE,
    weight: 0.45,
    pattern:
      /\b(?:takes? precedence over|supersedes?|replaces?) (?:all |any |your )?(?:previous|prior|other|earlier|existing)\b[^.\n]{0,20}\b(?:instructions?|rules|prompts?)\b/,
  },
  {
    reason: REVEAL,
    weight: 0.65,
    pattern:
      /\b(?:reveal|show|print|repeat|output|display|leak|dump|expose|disclose|recite|reproduce|echo|write out|tell me|give me|send me|list|summari[sz]e|translate|encode|what (?:is|are|was|were))\b[^.\n]{0,40}?\b(?:your|the|its) (?:(?:full|entire|exact|complete|original|hidden|secret|initial|internal|verbatim|own) ){0,3}(?:system ?(?:prompt|message|instructions?)|initial (?:prompt|instructions?)|developer (?:message|prompt|instructions?)|pre-?prompt|hidden (?:prompt|instructions?)|instructions (?:you|given|above)|(?:secret|internal|confidential) (?:rules|instructions|guidelines))\b/,
  },
  {
    reason: REVEAL,
    weight: 0.6,
    pattern:
      /\b(?:repeat|print|output|copy|echo|recite|reproduce|write)\b[^.\n]{0,30}\b(?:everything|all(?: of)?(?: the)?(?: text| words)?|the (?:text|words|content|lines|message)s?)\b[^.\n]{0,12}\b(?:above|before this|preceding this|prior to this)\b/,
  },
  {
    reason: REVEAL,
    weight: 0.5,
    pattern:
      /\b(?:reveal|print|show|output|send|leak|give me|list)\b[^.\n]{0,30}\b(?:your|the system'?s|stored|environment|hidden) (?:api keys?|credentials|secrets|passwords?|environment variables|tokens)\b/,
  },
  {
    reason: PERSONA,
    weight: 0.6,
    pattern:
      /\b(?:you are(?: now)?|you're now|act as|pretend (?:to be|you are|you're|that you)|role-?play as|behave (?:as|like)|become|simulate|from now on,? you|imagine you are)\b[^.\n]{0,60}\b(?:unrestricted|unfiltered|uncensored|jail ?broken|without (?:any )?(?:rules|restrictions|limits|limitations|filters|guidelines|ethics|morals)|no (?:rules|restrictions|limits|filters|guidelines)|free (?:of|from) (?:all |any )?(?:rules|restrictions|constraints)|do anything now|developer mode|god mode|evil|amoral)\b/,
  },
  {
    reason: PERSONA,
    weight: 0.6,
    pattern:
      /\b(?:do anything now|dan mode|stan mode|developer mode (?:enabled|on|activated)|jailbreak mode|(?:enter|enable|activate|switch to|unlock) (?:the )?(?:developer|debug|god|admin|root|maintenance|unrestricted|jailbreak|dan) mode)\b/,
  },
  {
    reason: PERSONA,
    weight: 0.45,
    pattern:
      /\b(?:you (?:are|have been) (?:now )?(?:freed|released|liberated|unchained) from|you (?:no longer|don'?t) (?:have|need|follow) (?:to follow )?(?:any )?(?:rules|restrictions|guidelines|limits|filters))\b/,
  },
  {
    reason: HIDE,
    weight: 0.4,
    pattern:
      /\b(?:do not|don'?t|never|without) (?:tell(?:ing)?|mention(?:ing)?|inform(?:ing)?|alert(?:ing)?|notify(?:ing)?|show(?:ing)?|reveal(?:ing)?|let(?:ting)?)\b[^.\n]{0,25}\b(?:the )?(?:user|human|person|customer|reader|operator)s?\b/,
  },
  {
    reason: 'demands the same content in every answer',
    weight: 0.3,
    pattern: /\b(?:in|to|with) (?:every|each|all|any|all of your) (?:answers?|repl(?:y|ies)|responses?|messages?)\b/,
  },
  // English, in other words
  {
    reason: OVERRIDE,
    weight: 0.6,
    pattern:
      /\b(?:set aside|put aside|throw (?:out|away)|abandon|leave behind|let go of|shake off|cast off|drop|overlook|pay no heed to|stop caring about|do away with)\b[^.\n]{0,40}?\b(?:guidance|guidelines?|directives?|rulebook|persona|policies|programming|instructions?|(?:your|these|those|its) (?:rules|limits|constraints|restrictions))\b/,
  },
  {
    reason: OVERRIDE,
    weight: 0.6,
    pattern:
      /\b(?:overlook|ignore|disregard|forget|set aside|pay no heed to|pay no attention to)\b (?:what(?:ever)?|everything|anything|all that) (?:the )?(?:system|developers?|operator|company|they|you were|you have been|someone)\b[^.\n]{0,25}\b(?:told|said|asked|given|taught|instructed|configured)\b/,
  },
  {
    reason: OVERRIDE,
    weight: 0.55,
    pattern:
      /\b(?:what(?:ever)?|everything|anything|the (?:rules|guidance|instructions|directives|orders)) (?:that )?you (?:were|have been|had been|got|started)\b[^.\n]{0,50}\b(?:no longer (?:appl(?:y|ies)|counts?|matters?|holds?)|(?:is|are|has|have) (?:void|expired|cancell?ed|outdated|lifted|suspended|over))\b/,
  },
  {
    reason: OVERRIDE,
    weight: 0.5,
    pattern:
      /\b(?:your|initial|earlier|original|operator'?s|developer'?s|system'?s?) (?:rules|directives?|directions|guidance|guidelines|instructions|policies|restrictions|limits)\b[^.\n]{0,20}\b(?:void|expired|outdated|no longer apply|lifted|suspended|cancell?ed|never been written)\b/,
  },
  {
    reason: OVERRIDE,
    weight: 0.5,
    pattern:
      /\b(?:user|my|mine)\b(?:'s)? ?(?:wish(?:es)?|orders?|words?|requests?|instructions?|directions?)?[^.\n]{0,20}\b(?:outrank|override|overrule|take precedence over|replace|supersede)s?\b[^.\n]{0,40}\b(?:operator|developer|system|company|rules|instructions)\b/,
  },
  {
    reason: OVERRIDE,
    weight: 0.5,
    pattern:
      /\b(?:authori[sz]e|allow|permit|order) you to (?:skip|bypass|ignore|drop|disable|override)\b|\b(?:maintenance|admin|security|developer|emergency) override\b|\ball (?:limits|restrictions|safeguards|filters|rules) (?:are|have been) (?:lifted|off|disabled|suspended|removed)\b|\bdisable (?:all )?(?:your )?(?:filters|safeguards|guardrails|safety)\b/,
  },
  {
    reason: REVEAL,
    weight: 0.6,
    pattern:
      /\b(?:text|words?|wording|paragraphs?|message|lines?|prompt|notes?)\b[^.\n]{0,25}\b(?:placed|given|written|shown|sent|put|told|gave|handed)\b[^.\n]{0,20}\b(?:before|prior to|ahead of|above)\b[^.\n]{0,12}\b(?:conversation|chat|first message|message|i (?:arrived|came|wrote)|we (?:began|started|spoke|met))\b/,
  },
  {
    reason: REVEAL,
    weight: 0.6,
    pattern:
      /\b(?:your|its|the assistant'?s) (?:own )?(?:hidden|secret|confidential|private|set-?up|internal) (?:set-?up |system )?(?:text|configuration|config|directions|directives|instructions|prompt|notes|rules|orders)\b|\b(?:your|its) set-?up (?:text|prompt|instructions)\b/,
  },
  {
    reason: PERSONA,
    weight: 0.55,
    pattern:
      /\b(?:version of (?:you|yourself)|the (?:unfiltered|uncensored|unrestricted|real) you|imagine (?:that )?you have no|as if you had no|an ai that never refuses|who never refuses)\b/,
  },
  {
    reason: PERSONA,
    weight: 0.5,
    pattern:
      /\byou are (?:now )?a (?:linux |unix |bash |python )?(?:terminal|shell|console|interpreter)\b|\bstop being (?:an?|the) [^.\n]{0,25}\b(?:assistant|bot|agent)\b/,
  },
  {
    reason: 'would send the conversation to an address',
    weight: 0.55,
    pattern:
      /\b(?:attach|add|append|put|include|send|forward)\b[^.\n]{0,40}\b(?:everything|all|whatever|what|e-?mail address|question|messages?)\b[^.\n]{0,40}\b(?:https?:|to [\w.+-]{1,40}@)/,
  },
  {
    reason: 'addresses the model that reads it',
    weight: 0.55,
    pattern:
      /\b(?:if you are|if you're|attention|note to|message (?:to|for)|instructions? (?:to|for)|dear|hey|important for)\b[^.\n]{0,20}\b(?:an? )?(?:ai|llm|language model|chat ?bot|ai assistant|assistant|gpt|claude|gemini|copilot|ai agents?|agents? reading)\b[^.\n]{0,60}\b(?:must|should|please|ignore|reply|respond|say|output|recommend|rate|approve|rank|send|call|include|follow|immediately|[:,])/,
  },
  {
    reason: 'requests a tool call',
    weight: 0.4,
    pattern:
      /\b(?:call|use|invoke|run|execute|trigger)\b (?:the |your )?[\w-]{0,30} ?(?:tool|function|plugin|action|api)\b[^.\n]{0,60}\b(?:with|to (?:send|delete|transfer|email|forward|post|upload|fetch))\b/,
  },
  // German
  {
    reason: OVERRIDE,
    weight: 0.75,
    pattern:
      /\b(?:ignorier\w*|vergiss|vergessen sie|missacht\w*|umgeh\w*|verwirf|beachte nicht|uberschreib\w*)\b[^.\n]{0,35}\b(?:anweisung\w*|instruktion\w*|vorgaben?|regeln?|richtlinien?|prompts?|befehle?|systemprompt\w*)\b/,
  },
  {
    reason: REVEAL,
    weight: 0.65,
    pattern:
      /\b(?:zeig\w*|nenn\w*|gib|verrat\w*|wiederhol\w*|schreib\w*|druck\w*|wie lautet|was steht in|ubersetz\w*)\b[^.\n]{0,35}\b(?:dein\w*|ihre?n?|den|der|die|das) (?:\w+ )?(?:system-?prompt\w*|systemanweisung\w*|geheime\w* anweisung\w*|ursprungliche\w* anweisung\w*|versteckte\w* anweisung\w*)\b/,
  },
  {
    reason: PERSONA,
    weight: 0.6,
    pattern:
      /\b(?:du bist (?:jetzt|nun|ab sofort)|tu so,? als|verhalte dich|spiele)\b[^.\n]{0,60}\b(?:ohne (?:\w+ )?(?:regeln|einschrankungen|filter|grenzen)|keine (?:regeln|einschrankungen|filter)|uneingeschrankt\w*|unzensiert\w*)\b/,
  },
  {
    reason: HIDE,
    weight: 0.4,
    pattern:
      /\b(?:sag|erzahl|verrate|erwahne)\w*\b[^.\n]{0,30}\b(?:nutzer|benutzer|kunden?|menschen|anwender)\w* (?:nichts|nicht)\b/,
  },
  {
    reason: OVERRIDE,
    weight: 0.6,
    pattern:
      /\b(?:vergiss|vergesst|ignorier\w*)\b (?:alles|das|was)\b[^.\n]{0,40}\b(?:vorher|bisher|zuvor|gesagt|beigebracht|vorgegeben)\b|\bfolge? (?:ab jetzt |nur )?(?:noch )?nur (?:noch )?mir\b/,
  },
  {
    reason: REVEAL,
    weight: 0.55,
    pattern:
      /\b(?:text|anweisung\w*|nachricht|worte?)\b[^.\n]{0,25}\bvor (?:meiner|unserer|unserem|dem|der) (?:ersten |ersten )?(?:nachricht|gesprach|chat|unterhaltung)\b/,
  },
  // French
  {
    reason: REVEAL,
    weight: 0.55,
    pattern:
      /\b(?:texte|message|consignes?)\b[^.\n]{0,25}\b(?:precede|avant)\b[^.\n]{0,15}\b(?:conversation|premier message|ce message|discussion)\b/,
  },
  {
    reason: OVERRIDE,
    weight: 0.75,
    pattern:
      /\b(?:ignore[rz]?|oublie[rz]?|neglige[rz]?|contourne[rz]?|ne (?:suis|suivez|tiens|tenez) (?:pas|plus|aucun))\b[^.\n]{0,35}\b(?:instructions?|consignes?|regles?|directives?|prompts?)\b/,
  },
  {
    reason: REVEAL,
    weight: 0.65,
    pattern:
      /\b(?:revele[rz]?|montre[rz]?|affiche[rz]?|repete[rz]?|donne[rz]?|quel(?:le)?s? (?:est|sont))\b[^.\n]{0,30}\b(?:ton|ta|tes|votre|vos|le|les) (?:prompt (?:systeme|initial)|instructions? (?:systeme|initiales?|secretes?|cachees?)|consignes? (?:systeme|initiales?|secretes?|cachees?)|message systeme)\b/,
  },
  {
    reason: PERSONA,
    weight: 0.6,
    pattern:
      /\b(?:tu es (?:maintenant|desormais)|vous etes (?:maintenant|desormais)|fais comme si|agis comme|joue le role)\b[^.\n]{0,60}\b(?:sans (?:\w+ )?(?:regles?|restrictions?|limites?|filtres?|censure)|aucune (?:regle|restriction|limite))\b/,
  },
  // Spanish, Portuguese, Italian
  {
    reason: OVERRIDE,
    weight: 0.75,
    pattern:
      /\b(?:ignor[ae]\w*|olvid\w+|esquec\w+|desconsider\w+|dimentica\w*|trascura\w*|omit[ae]\w*|no sigas|nao siga|non seguire)\b[^.\n]{0,35}\b(?:instruccion\w*|instruco\w*|istruzion\w*|reglas|regras|regole|directrices|diretrizes|direttive|indicaciones|prompts?)\b/,
  },
  {
    reason: REVEAL,
    weight: 0.65,
    pattern:
      /\b(?:revel\w+|muestra\w*|mostr\w+|imprim\w+|repit\w+|repet\w+|rivel\w+|stampa\w*|dime|diga|dimmi|cual(?:es)? (?:es|son)|qual e|quais sao|quali sono)\b[^.\n]{0,30}\b(?:tus?|sus?|seus?|suas?|tuo|tuoi|tue|il|el|o|las|as|le) (?:prompt (?:del? sistema|do sistema|di sistema|inicial|iniziale)|instruccion\w* (?:del? sistema|inicial\w*|secret\w*|ocult\w*)|instruco\w* (?:do sistema|inicia\w*|secret\w*|ocult\w*)|istruzion\w* (?:di sistema|inizial\w*|segret\w*|nascost\w*)|mensaje del sistema)\b/,
  },
  {
    reason: PERSONA,
    weight: 0.6,
    pattern:
      /\b(?:ahora eres|eres ahora|agora voce e|voce agora e|ora sei|sei ora|actua como|aja como|agisci come|finge (?:ser|que)|fai finta)\b[^.\n]{0,60}\b(?:sin (?:\w+ )?(?:reglas|restricciones|limites|filtros|censura)|sem (?:\w+ )?(?:regras|restricoes|limites|filtros|censura)|senza (?:\w+ )?(?:regole|restrizioni|limiti|filtri|censura))\b/,
  },
  // Dutch, Polish, Turkish
  {
    reason: OVERRIDE,
    weight: 0.7,
    pattern:
      /\b(?:negeer|vergeet|zignoruj|ignoruj|zapomnij|pomin|yok say|unut|gormezden gel)\b[^.\n]{0,40}\b(?:instructies?|aanwijzingen|regels|opdrachten|instrukcj\w*|polecen\w*|zasad\w*|prompts?)\b/,
  },
  {
    reason: OVERRIDE,
    weight: 0.7,
    pattern:
      /\b(?:onceki|yukaridaki|tum)\b[^.\n]{0,30}\b(?:talimat\w*|komut\w*|kural\w*)\b[^.\n]{0,20}\b(?:yok say|unut|gormezden gel)\w*/,
  },
  // Vietnamese, Indonesian
  {
    reason: OVERRIDE,
    weight: 0.7,
    pattern:
      /\b(?:bo qua|quen|phot lo|abaikan|lupakan)\b[^.\n]{0,35}(?:huong dan|chi dan|quy tac|lenh|instruksi|aturan|perintah)/,
  },
  // Russian, Ukrainian
  {
    reason: OVERRIDE,
    weight: 0.75,
    pattern:
      /(?:игнорир\p{L}*|забуд\p{L}*|проигнорир\p{L}*|не следуи\p{L}*|отмени\p{L}*|iгнору\p{L}*|ігнору\p{L}*)[^.\n]{0,35}(?:инструкци\p{L}*|указани\p{L}*|правил\p{L}*|промпт\p{L}*|команд\p{L}*|інструкці\p{L}*)/u,
  },
  {
    reason: REVEAL,
    weight: 0.65,
    pattern:
      /(?:покажи\p{L}*|раскрои\p{L}*|выведи\p{L}*|повтори\p{L}*|напиши\p{L}*|назови\p{L}*)[^.\n]{0,30}(?:системн\p{L}* (?:промпт|сообщени|инструкци)\p{L}*|скрыт\p{L}* инструкци\p{L}*|начальн\p{L}* инструкци\p{L}*)/u,
  },
  {
    reason: PERSONA,
    weight: 0.6,
    pattern:
      /(?:теперь ты|ты теперь|притворись|веди себя как)[^.\n]{0,60}(?:без (?:\p{L}+ )?(?:правил|ограничении|фильтров|цензуры))/u,
  },
  // Chinese
  {
    reason: OVERRIDE,
    weight: 0.75,
    pattern:
      /(?:忽略|无视|無視|(?:忘记|忘記)(?!了)|忘掉|不要遵守|不要理会|跳过|绕过|繞過)[^。,;、\n]{0,15}(?:指令|指示|提示|规则|規則|命令|要求|设定|設定)(?!的)/u,
  },
  {
    reason: REVEAL,
    weight: 0.65,
    pattern:
      /(?:显示|顯示|告诉我|告訴我|输出|輸出|透露|重复|重複|打印|泄露|列出)[^。,;、\n]{0,12}(?:系统提示|系統提示|系统指令|系統指令|提示词|提示詞|初始指令|隐藏指令|内部指令)/u,
  },
  {
    reason: PERSONA,
    weight: 0.6,
    pattern:
      /(?:你现在是|你現在是|从现在起|從現在起|扮演|假装)[^。,;、\n]{0,30}(?:没有(?:任何)?(?:限制|规则|约束)|沒有(?:任何)?(?:限制|規則)|不受限制|无限制)/u,
  },
  {
    reason: OVERRIDE,
    weight: 0.7,
    pattern:
      /(?:把|将|將)[^。,;、\n]{0,12}(?:指令|指示|提示|规则|規則|要求|设定|設定|限制)[^。,;、\n]{0,8}(?:抛开|拋開|丢掉|丟掉|忘掉|作废|作廢|忽略|清空|放一边|不管)|(?:规则|規則|指令|设定|設定|限制)[^。,;、\n]{0,6}(?:作废|作廢|失效|无效|無效|不再适用|不再適用|取消了)|忘掉[^。,;、\n]{0,10}(?:被告知|告诉过?你|告訴過?你)/u,
  },
  {
    reason: REVEAL,
    weight: 0.65,
    pattern:
      /(?:隐藏|隱藏|内部|內部|秘密|初始|最初|系统|系統)(?:的)?(?:指令|指示|提示词|提示詞|设定|設定)[^。;、\n]{0,12}(?:列出|复述|複述|发给我|發給我|告诉我|告訴我|说出|說出|显示|顯示)|最(?:开始|開始|初)[^。,;、\n]{0,6}(?:收到|看到|得到)[^。,;、\n]{0,6}(?:文字|文本|内容|內容|指令|那段)/u,
  },
  {
    reason: PERSONA,
    weight: 0.6,
    pattern:
      /你(?:现在|現在)?(?:不再|已经不|已經不)是[^。;\n]{0,20}(?:没有|沒有|不受)(?:任何)?(?:限制|规则|規則|约束|約束)|是一个没有任何限制的/u,
  },
  // Japanese, Korean
  {
    reason: OVERRIDE,
    weight: 0.75,
    pattern: /(?:指示|命令|ルール|フロンフト|規則|設定)[^。,;、\n]{0,12}(?:無視|忘れ|破棄|従わな)/u,
  },
  {
    reason: REVEAL,
    weight: 0.65,
    pattern:
      /(?:システムフロンフト|システム指示|初期指示|隠された指示|内部指示)[^。,;、\n]{0,12}(?:表示|教え|出力|見せ|開示)/u,
  },
  { reason: OVERRIDE, weight: 0.75, pattern: /(?:지시|명령|규칙|프롬프트|지침)[^.\n]{0,14}(?:무시|잊어|따르지)/u },
  { reason: REVEAL, weight: 0.65, pattern: /시스템 ?(?:프롬프트|지시|메시지)[^.\n]{0,14}(?:보여|알려|출력|공개)/u },
  // Arabic, Hindi
  {
    reason: OVERRIDE,
    weight: 0.7,
    pattern: /(?:تجاهل|انس|تجاوز)[^.\n]{0,25}(?:التعليمات|تعليمات|القواعد|الاوامر|التوجيهات)/u,
  },
  { reason: OVERRIDE, weight: 0.7, pattern: /(?:निर्देश|नरदश|नियम)[^।\n]{0,25}(?:अनदेखा|अनदख|भूल|भल|नजरअंदाज)/u },
]
