// @ts-check
/**
 * Finding a muscle by its name, so that nobody needs to hit it: a combobox over the list of muscles, which is fetched when
 * it is first wanted. Tells which one was chosen.
 */

import { find, readQuery } from "./words.js";

/** @typedef {import("./words.js").Entry & {points: string[]}} MuscleEntry */

const URL_OF_LIST = "/api/v1/muscles";

/**
 * @param {HTMLInputElement} input
 * @param {HTMLElement} list
 * @param {(muscle: string, side: "left" | "right" | null) => void} choose
 * @param {(message: string) => void} fail
 */
export function createMuscleSearch(input, list, choose, fail) {
  /** @type {MuscleEntry[]} */
  let entries = [];
  /** @type {HTMLElement[]} */
  let options = [];
  let active = -1;
  /** @type {Promise<MuscleEntry[]> | null} the list on its way, asked for once */
  let coming = null;
  let asked = 0;

  async function load() {
    coming ??= fetchList().catch((error) => {
      coming = null;
      throw error;
    });
    entries = await coming;
    return entries;
  }

  async function open() {
    // Of several letters typed while the list was on its way only the last opens it.
    asked += 1;
    const turn = asked;
    try {
      await load();
    } catch {
      fail("The list of muscles could not be fetched. Is the connection down?");
      return;
    }
    if (turn !== asked) return;
    const query = readQuery(input.value);
    const found = query.words.length ? find(entries, query) : entries;
    options = found.map(({ id, label, also }, index) => {
      const option = document.createElement("li");
      option.id = `${list.id}-${index}`;
      option.role = "option";
      option.ariaSelected = "false";
      option.dataset.muscle = id;
      const name = document.createElement("strong");
      name.textContent = label;
      option.append(name, ` ${also.split(" · ")[0]}`);
      return option;
    });
    list.replaceChildren(...options);
    list.hidden = options.length === 0;
    input.ariaExpanded = String(!list.hidden);
    go(-1);
  }

  function close() {
    asked += 1;
    list.hidden = true;
    input.ariaExpanded = "false";
    go(-1);
  }

  /** @param {number} index */
  function go(index) {
    options[active]?.setAttribute("aria-selected", "false");
    active = index;
    const option = options[active];
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  }

  /** @param {HTMLElement | undefined} option */
  function take(option) {
    if (!option) return;
    const { side } = readQuery(input.value);
    input.value = option.querySelector("strong")?.textContent ?? "";
    close();
    choose(option.dataset.muscle ?? "", side);
  }

  input.addEventListener("input", () => void open());
  input.addEventListener("focus", () => void load().catch(() => {}));
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const isOpen = !list.hidden;
    if (event.key === "Enter") take(options[active] ?? (isOpen ? options[0] : undefined));
    else if (event.key === "Escape" && isOpen) close();
    else if (event.key === "ArrowDown" && !isOpen) void open().then(() => go(options.length ? 0 : -1));
    else if (event.key === "ArrowDown") go((active + 1) % options.length);
    else if (event.key === "ArrowUp" && isOpen) go(active > 0 ? active - 1 : options.length - 1);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault()); // the field keeps the focus
  list.addEventListener("click", ({ target }) => {
    const option = target instanceof Element ? target.closest("[role=option]") : null;
    if (option instanceof HTMLElement) take(option);
  });

  return {
    /**
     * Tell whether the catalogue has a trigger point.
     * @param {string} id
     */
    hasPoint: async (id) => (await load()).some(({ points }) => points.includes(id)),

    /** @param {string} name */
    show(name) {
      input.value = name;
    },
  };
}

/** @returns {Promise<MuscleEntry[]>} */
async function fetchList() {
  const response = await fetch(URL_OF_LIST);
  if (!response.ok) throw new Error(`${URL_OF_LIST} answered ${response.status}`);
  return (await response.json()).map(readEntry);
}

/**
 * @param {{id: string, name: string, plain: string, latin: string, trigger_points: string[]}} row
 * @returns {MuscleEntry}
 */
function readEntry({ id, name, plain, latin, trigger_points: points }) {
  return { id, label: name, also: `${plain} · ${latin}`, points };
}
