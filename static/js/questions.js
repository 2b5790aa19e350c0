// @ts-check
/**
 * Questions to the server: one at a time, the newest wins. A question that is likely to come is asked ahead, and its
 * answer kept until then. What hurts goes in the body of a POST and nowhere else. Knows nothing of how answers are shown.
 */

const FRAGMENT = "text/vnd.knotmap.fragment+html";
const FORM = "application/x-www-form-urlencoded";
/** Where the server cuts a long answer, in the middle of its candidates: what follows is out of sight at first. */
const FOLD = "<!--fold-->";

/** @typedef {import("./session.js").State} State */
/** @typedef {{beginning: Element, tail: string | undefined}} Answer what is seen of it, and its HTML after the fold */
/** @typedef {{body: string, answer: Promise<Answer | null>, drop: () => void}} Question */

/**
 * @param {string} address where questions go
 */
export function createQuestions(address) {
  /** @type {Question | null} the newest */
  let asked = null;
  /** @type {Question | null} */
  let foreseen = null;

  /** @param {string} body */
  function pose(body) {
    const dropping = new AbortController();
    return { body, answer: fetchAnswer(address, body, dropping.signal), drop: () => dropping.abort() };
  }

  /** @param {State | null} state what is likely to be asked; null when nothing is any more */
  function foresee(state) {
    foreseen?.drop();
    foreseen = state && pose(write(state, false));
  }

  /** Want no answer any more. */
  function drop() {
    asked?.drop();
    asked = null;
    foresee(null);
  }

  return {
    drop,
    foresee,

    /**
     * Ask for the candidates.
     * @param {State} state
     * @param {boolean} all the whole list
     * @returns {Promise<{answer: Answer | null, isNewest: boolean}>} no answer when the connection failed
     */
    async ask(state, all) {
      const body = write(state, all);
      const mine = foreseen?.body === body ? foreseen : null;
      if (mine) foreseen = null;
      drop();
      asked = mine ?? pose(body);
      const question = asked;
      const answer = await question.answer;
      return { answer, isNewest: question === asked };
    },
  };
}

/**
 * Read an answer's HTML.
 * @param {string} html
 * @returns {Element | null} null when it is no answer
 */
export function read(html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  return template.content.querySelector("[data-answer]");
}

/**
 * @param {string} address
 * @param {string} body
 * @param {AbortSignal} signal
 * @returns {Promise<Answer | null>} null when the connection failed or the question was dropped
 */
async function fetchAnswer(address, body, signal) {
  try {
    const headers = { Accept: FRAGMENT, "Content-Type": FORM };
    const response = await fetch(address, { method: "POST", headers, body, signal });
    const [html, tail] = (await response.text()).split(FOLD);
    const beginning = read(html);
    return beginning && { beginning, tail };
  } catch {
    return null; // a dropped question is not the newest
  }
}

/**
 * Write a question as the form does.
 * @param {State} state
 * @param {boolean} all
 */
function write({ marks, symptoms }, all) {
  const body = new URLSearchParams();
  for (const [key, weight] of marks) {
    body.append("mark", key);
    if (weight === "main") body.append("main", key);
  }
  for (const id of symptoms) body.append("symptom", id);
  if (all) body.append("limit", "all");
  return body.toString();
}
