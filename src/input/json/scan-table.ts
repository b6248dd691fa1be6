/** The transition table of the JSON scanner: what each byte does in each state, exactly as JSON.parse accepts it. */

/** Places between and inside tokens. */
export const STATE = {
  value: 0,
  firstElement: 1,
  firstKey: 2,
  key: 3,
  colon: 4,
  after: 5,
  string: 6,
  keyString: 7,
  minus: 8,
  zero: 9,
  digits: 10,
  point: 11,
  fraction: 12,
  exponent: 13,
  exponentSign: 14,
  exponentDigits: 15,
  done: 16,
  escape: 17,
  keyEscape: 22,
  literal: 27,
} as const;

/** Transitions that do more than change the state; all are above every state. */
export const ACTION = {
  error: 64,
  beginValue: 65,
  beginKey: 66,
  endKey: 67,
  endString: 68,
  endNumber: 69,
  endLiteral: 70,
  open: 71,
  close: 72,
  comma: 73,
} as const;

const STATES = 40;
const SPACE = [0x20, 0x09, 0x0a, 0x0d];
const DIGITS = bytes('0123456789');

/** Next state or action at `state * 256 + byte`. */
export const TRANSITIONS = new Uint8Array(STATES * 256).fill(ACTION.error);

/** The same inside a value that is passed by or handed over whole: only brackets and commas are actions. */
export const SKIM = new Uint8Array(STATES * 256);

/** The state after the first byte of a string, number or literal; containers are actions of their own. */
export const BEGIN = new Uint8Array(256);

/** 1 for a byte that stands for itself inside a string. */
export const PLAIN = new Uint8Array(256).fill(1, 0x20);

fill();

function fill(): void {
  PLAIN[0x22] = 0;
  PLAIN[0x5c] = 0;
  for (const state of [STATE.value, STATE.firstElement]) {
    on(state, SPACE, state);
    on(state, bytes('"-0123456789tfn'), ACTION.beginValue);
    on(state, bytes('{['), ACTION.open);
  }
  on(STATE.firstElement, bytes(']'), ACTION.close);
  on(STATE.firstKey, bytes('}'), ACTION.close);
  for (const state of [STATE.firstKey, STATE.key]) {
    on(state, SPACE, state);
    on(state, bytes('"'), ACTION.beginKey);
  }
  on(STATE.colon, SPACE, STATE.colon);
  on(STATE.colon, bytes(':'), STATE.value);
  on(STATE.after, SPACE, STATE.after);
  on(STATE.after, bytes(','), ACTION.comma);
  on(STATE.after, bytes('}]'), ACTION.close);
  on(STATE.done, SPACE, STATE.done);
  strings();
  numbers();
  literals();
  skim();
}

function skim(): void {
  for (let place = 0; place < TRANSITIONS.length; place++) {
    const next = TRANSITIONS[place] as number;
    const byte = place % 256;
    if (next === ACTION.beginValue) SKIM[place] = BEGIN[byte] as number;
    else if (next === ACTION.beginKey) SKIM[place] = STATE.keyString;
    else if (next === ACTION.endKey) SKIM[place] = STATE.colon;
    else if (next === ACTION.endString || next === ACTION.endLiteral) SKIM[place] = STATE.after;
    else if (next === ACTION.endNumber) SKIM[place] = TRANSITIONS[STATE.after * 256 + byte] as number;
    else SKIM[place] = next;
  }
}

function strings(): void {
  const kinds = [
    { text: STATE.string, escape: STATE.escape, end: ACTION.endString },
    { text: STATE.keyString, escape: STATE.keyEscape, end: ACTION.endKey },
  ];
  for (const { text, escape: slash, end } of kinds) {
    for (let byte = 0x20; byte < 256; byte++) on(text, [byte], text);
    on(text, bytes('"'), end);
    on(text, bytes('\\'), slash);
    on(slash, bytes('"\\/bfnrt'), text);
    on(slash, bytes('u'), slash + 1);
    for (let hex = 1; hex <= 4; hex++) {
      on(slash + hex, bytes('0123456789abcdefABCDEF'), hex === 4 ? text : slash + hex + 1);
    }
  }
  BEGIN[0x22] = STATE.string;
}

function numbers(): void {
  for (const state of [STATE.zero, STATE.digits, STATE.fraction, STATE.exponentDigits]) {
    on(state, [...SPACE, ...bytes(',]}')], ACTION.endNumber);
  }
  on(STATE.minus, bytes('0'), STATE.zero);
  on(STATE.minus, bytes('123456789'), STATE.digits);
  on(STATE.digits, DIGITS, STATE.digits);
  for (const state of [STATE.zero, STATE.digits]) on(state, bytes('.'), STATE.point);
  on(STATE.point, DIGITS, STATE.fraction);
  on(STATE.fraction, DIGITS, STATE.fraction);
  for (const state of [STATE.zero, STATE.digits, STATE.fraction]) on(state, bytes('eE'), STATE.exponent);
  on(STATE.exponent, bytes('+-'), STATE.exponentSign);
  for (const state of [STATE.exponent, STATE.exponentSign, STATE.exponentDigits]) {
    on(state, DIGITS, STATE.exponentDigits);
  }
  for (const digit of DIGITS) BEGIN[digit] = STATE.digits;
  BEGIN[0x30] = STATE.zero;
  BEGIN[0x2d] = STATE.minus;
}

function literals(): void {
  let state: number = STATE.literal;
  for (const word of ['true', 'false', 'null']) {
    BEGIN[word.charCodeAt(0)] = state;
    for (let at = 1; at < word.length; at++) {
      const last = at === word.length - 1;
      on(state, [word.charCodeAt(at)], last ? ACTION.endLiteral : state + 1);
      state++;
    }
  }
}

function on(state: number, set: readonly number[], next: number): void {
  for (const byte of set) TRANSITIONS[state * 256 + byte] = next;
}

function bytes(text: string): number[] {
  return [...text].map((character) => character.charCodeAt(0));
}
