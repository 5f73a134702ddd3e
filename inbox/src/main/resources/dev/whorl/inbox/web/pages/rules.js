// The page of the rules: editors, what is wrong in them while one types, preview, download and save.
'use strict';

(() => {
  const CHECK_AFTER_MILLIS = 250;
  const UNITS = { h: 3600e3, d: 24 * 3600e3 };
  const byId = (id) => document.getElementById(id);
  const offline = (is) => {
    byId('offline').hidden = !is;
  };

  // Comments, matchers, the arrow, variables, quoted texts, and what happens to frames.
  CodeMirror.defineMode('whorl-rules', () => ({
    startState: () => ({ after: false }),
    token(stream, state) {
      if (stream.sol()) state.after = false;
      if (stream.eatSpace()) return null;
      if (stream.sol() || !stream.string.slice(0, stream.pos).trim()) {
        if (stream.peek() === '#') {
          stream.skipToEnd();
          return 'comment';
        }
      }
      if (stream.match('->')) {
        state.after = true;
        return 'arrow';
      }
      if (stream.match(/^\{\{.*?\}\}/)) return 'variable';
      if (stream.match(/^"(?:[^"\\]|\\.)*"?/)) return 'string';
      if (!state.after && stream.match(/^!?(?:"[\w.:-]+"|[\w.-]+)(?=:)/)) return 'matcher';
      if (!state.after && stream.match(/^(?:[\^v]?[+-](?:app|group)|(?:max|min)-frames=\d*)(?=\s|$)/)) return 'action';
      if (state.after && stream.match(/^title(?==)/)) return 'matcher';
      if (stream.match(/^[:,=|]/)) return null;
      stream.match(/^[^\s,"{:]+/) || stream.next();
      return null;
    },
  }));

  const editors = [...document.querySelectorAll('.panel')].map((panel) => {
    const area = panel.querySelector('textarea');
    const code = CodeMirror.fromTextArea(area, {
      mode: 'whorl-rules',
      theme: 'whorl',
      lineNumbers: true,
      lineWrapping: true,
      screenReaderLabel: area.getAttribute('aria-label'),
      // Who goes through the page by keyboard has to get out again; rules have no use for tabs.
      extraKeys: { Tab: false, 'Shift-Tab': false },
    });
    const editor = {
      panel,
      code,
      field: panel.dataset.field,
      tab: byId(`tab-${panel.dataset.field}`),
      saveButton: panel.querySelector('.save'),
      start: code.getValue(),
      marks: [],
      lines: [],
    };
    markSuggestion(code, Number(panel.dataset.suggested));
    code.on('change', () => {
      check();
      stale();
      outcome(editor, '');
    });
    panel.querySelector('.download').addEventListener('click', () => download(editor));
    editor.saveButton?.addEventListener('click', () => save(editor));
    return editor;
  });

  const texts = () => Object.fromEntries(editors.map((editor) => [editor.field, editor.code.getValue()]));

  const ask = async (method, path, body, signal) => {
    const request = { method, signal };
    if (body) {
      request.headers = { 'Content-Type': 'application/json' };
      request.body = JSON.stringify(body);
    }
    const answer = await fetch(path, request);
    offline(false);
    return { status: answer.status, json: await answer.json() };
  };

  // Without this script there are only the two texts, one below the other.
  document.querySelectorAll('.actions, #preview-form').forEach((element) => (element.hidden = false));

  // Tabs.
  const show = (chosen, focus) => {
    for (const editor of editors) {
      const is = editor === chosen;
      editor.panel.hidden = !is;
      editor.tab.setAttribute('aria-selected', is);
      editor.tab.tabIndex = is ? 0 : -1;
    }
    chosen.code.refresh();
    if (focus) chosen.tab.focus();
  };
  const tabs = document.querySelector('.tabs');
  tabs.hidden = false;
  for (const [i, editor] of editors.entries()) {
    editor.panel.setAttribute('role', 'tabpanel');
    editor.panel.setAttribute('aria-labelledby', editor.tab.id);
    editor.panel.querySelector('h2').hidden = true;
    editor.tab.addEventListener('click', () => show(editor));
    editor.tab.addEventListener('keydown', (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (step) {
        event.preventDefault();
        show(editors[(i + step + editors.length) % editors.length], true);
      }
    });
  }

  // What is wrong, at its place and in a list.
  let timer;
  let checking;
  const check = () => {
    clearTimeout(timer);
    timer = setTimeout(checkNow, CHECK_AFTER_MILLIS);
  };
  const checkNow = async () => {
    checking?.abort();
    checking = new AbortController();
    try {
      const { status, json } = await ask('POST', '/api/inbox/rules/check', texts(), checking.signal);
      if (status === 200) tell(json.errors, json.warnings);
    } catch (failure) {
      if (failure.name !== 'AbortError') offline(true);
    }
  };

  const tell = (errors, warnings) => {
    for (const editor of editors) {
      const mine = errors.filter((error) => error.in === editor.field);
      const hints = warnings.filter((warning) => warning.in === editor.field);
      tellIn(editor, mine, hints);
    }
  };

  const tellIn = (editor, errors, warnings) => {
    const count = (number, word) => `${number} ${word}${number === 1 ? '' : 's'}`;
    const badge = editor.tab.querySelector('.badge');
    badge.hidden = errors.length === 0;
    badge.textContent = errors.length;
    badge.title = count(errors.length, 'error');
    const found = [];
    if (errors.length) found.push(count(errors.length, 'error'));
    if (warnings.length) found.push(count(warnings.length, 'warning'));
    const verdict = editor.panel.querySelector('.verdict');
    const text = found.length ? found.join(', ') : editor.code.getValue().trim() ? 'Valid' : 'No rules';
    if (verdict.textContent !== text) verdict.textContent = text;
    verdict.className = `verdict ${errors.length ? 'bad' : warnings.length ? 'doubtful' : 'good'}`;
    const list = editor.panel.querySelector('.problems');
    list.replaceChildren(
      ...errors.map((error) => problem(editor, error, 'error')),
      ...warnings.map((warning) => problem(editor, warning, 'warning')),
    );
    editor.code.operation(() => {
      editor.marks.splice(0).forEach((mark) => mark.clear());
      editor.lines.splice(0).forEach((line) => editor.code.removeLineClass(line, 'gutter'));
      errors.forEach((error) => mark(editor, error, 'error'));
      warnings.forEach((warning) => mark(editor, warning, 'warning'));
    });
    if (editor.saveButton) editor.saveButton.disabled = errors.length > 0;
  };

  const sentence = (found) => found.message + (found.expected ? `; expected ${found.expected}` : '');

  const problem = (editor, found, kind) => {
    const item = document.createElement('li');
    const button = document.createElement('button');
    const place = document.createElement('b');
    place.textContent = found.column ? `Line ${found.line}, column ${found.column}` : `Line ${found.line}`;
    button.type = 'button';
    button.className = kind;
    button.append(place, ` ${sentence(found)}`);
    button.addEventListener('click', () => goTo(editor, found));
    item.append(button);
    return item;
  };

  const goTo = (editor, found) => {
    show(editor);
    editor.code.setCursor({ line: found.line - 1, ch: (found.column || 1) - 1 });
    editor.code.focus();
  };

  const mark = (editor, found, kind) => {
    const line = found.line - 1;
    const text = editor.code.getLine(line);
    if (text === undefined) return;
    editor.lines.push(editor.code.addLineClass(line, 'gutter', `gutter-${kind}`));
    let from = found.column ? found.column - 1 : text.length - text.trimStart().length;
    // Where a rule ends too early there is nothing to underline but what is before.
    if (from >= text.length) from = Math.max(0, text.trimEnd().length - 1);
    const word = found.column ? /^\s|^[^\s]*/.exec(text.slice(from))[0] : text.slice(from);
    const range = { className: `mark-${kind}`, attributes: { title: sentence(found) } };
    editor.marks.push(
      editor.code.markText({ line, ch: from }, { line, ch: from + Math.max(1, word.length) }, range),
    );
  };

  // Suggestions.
  function markSuggestion(code, lines) {
    for (let line = 0; line < lines; line++) code.addLineClass(line, 'wrap', 'suggested');
  }
  const rulesOf = (text) => text.split('\n').filter((line) => line && !line.startsWith('#'));
  const updateAdds = () => {
    const there = new Set(editors[0].code.getValue().split('\n'));
    for (const add of document.querySelectorAll('.add')) {
      const added = rulesOf(add.dataset.text).every((rule) => there.has(rule));
      add.classList.toggle('off', added);
      add.textContent = added ? 'Added' : 'Add';
      add.setAttribute('aria-disabled', added);
    }
  };
  for (const add of document.querySelectorAll('.add')) {
    add.addEventListener('click', (event) => {
      event.preventDefault();
      if (add.getAttribute('aria-disabled') === 'true') return;
      const { code } = editors[0];
      const rest = code.getValue().trim() ? '\n' : '';
      code.replaceRange(add.dataset.text + rest, { line: 0, ch: 0 });
      markSuggestion(code, add.dataset.text.trimEnd().split('\n').length);
      show(editors[0]);
      code.setCursor({ line: 1, ch: 0 });
      code.focus();
    });
  }
  editors[0].code.on('change', updateAdds);

  // Preview.
  const form = byId('preview-form');
  let shown = null;
  let starting = false;

  const since = () => {
    const [, number, unit] = /^(\d+)([hd])$/.exec(form.elements.since.value) || [];
    return number ? new Date(Date.now() - number * UNITS[unit]).toISOString() : undefined;
  };
  const running = () => byId('preview').dataset.state === 'running' && byId('preview').dataset.id;
  const say = (text) => {
    const paragraph = document.createElement('p');
    paragraph.className = 'notice';
    paragraph.id = 'preview-summary';
    paragraph.textContent = text;
    byId('preview').replaceChildren(paragraph);
    byId('preview-status').textContent = text;
  };
  // A preview compares these texts with the saved ones, over this time range.
  const asked = () => {
    const saved = editors.map((editor) => editor.panel.dataset.revision);
    return JSON.stringify([texts(), saved, form.elements.since.value]);
  };
  const stale = () => {
    byId('preview-stale').hidden = shown === null || shown === asked();
  };
  const cancel = async (id) => {
    try {
      await ask('DELETE', `/api/inbox/previews/${id}`);
    } catch (failure) {
      offline(true);
    }
  };

  async function preview() {
    if (starting) return;
    starting = true;
    try {
      if (running()) await cancel(running());
      const question = asked();
      const { status, json } = await ask('POST', '/api/inbox/previews', { ...texts(), since: since() });
      if (status === 202) {
        shown = question;
        stale();
        byId('preview-status').textContent = 'The preview runs.';
        await htmx.ajax('GET', `/parts/previews/${json.id}`, { target: '#preview', swap: 'outerHTML' });
      } else if (status === 400 && json.errors) {
        tell(json.errors, []);
        say('Rules with errors have no preview.');
        goTo(
          editors.find((editor) => editor.field === json.errors[0].in),
          json.errors[0],
        );
      } else {
        say(`${json.detail}.`);
      }
    } catch (failure) {
      offline(true);
    } finally {
      starting = false;
    }
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault();
    preview();
  });
  form.elements.since.addEventListener('change', stale);
  document.addEventListener('click', (event) => {
    if (event.target.id === 'preview-cancel' && running()) {
      event.target.disabled = true;
      byId('preview-start').focus();
      cancel(running());
    }
  });
  document.addEventListener('htmx:afterSwap', () => {
    const summary = byId('preview-summary');
    if (summary && !running()) byId('preview-status').textContent = summary.textContent;
  });
  // Nobody looks any more.
  addEventListener('pagehide', () => {
    if (running()) fetch(`/api/inbox/previews/${running()}`, { method: 'DELETE', keepalive: true });
  });

  // Download and save.
  const outcome = (editor, text, bad) => {
    const place = editor.panel.querySelector('.outcome');
    if (place.textContent !== text) place.textContent = text;
    place.classList.toggle('bad', Boolean(bad));
  };

  const download = (editor) => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob([editor.code.getValue()], { type: 'text/plain' }));
    link.download = editor.panel.dataset.file;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  };

  async function save(editor) {
    if (!editor.saveButton) return;
    if (editor.saveButton.disabled) {
      outcome(editor, 'Not saved: the rules have errors.', true);
      return;
    }
    const text = editor.code.getValue();
    try {
      const { status, json } = await ask('POST', '/api/inbox/rules', {
        [editor.field]: text,
        revision: editor.panel.dataset.revision,
      });
      if (status === 200) {
        editor.panel.dataset.revision = json.revision;
        editor.start = text;
        stale();
        // Both files come in force together.
        if (json.in_force) document.querySelectorAll('.unused').forEach((notice) => notice.remove());
        const used = json.in_force ? 'New events follow it.' : 'It is not in force yet: the other file cannot be used.';
        outcome(editor, `Saved. ${used}`, !json.in_force);
      } else if (json.errors) {
        tell(json.errors, []);
        outcome(editor, 'Not saved: the rules have errors.', true);
      } else {
        outcome(editor, `Not saved. ${json.detail}.`, true);
      }
    } catch (failure) {
      offline(true);
      outcome(editor, 'Not saved: the inbox does not answer.', true);
    }
  }

  document.addEventListener('keydown', (event) => {
    if (event.altKey || event.shiftKey || !(event.ctrlKey || event.metaKey)) return;
    if (event.key === 'Enter') {
      event.preventDefault();
      preview();
    } else if (event.key.toLowerCase() === 's') {
      event.preventDefault();
      save(editors.find((editor) => !editor.panel.hidden));
    }
  });

  addEventListener('beforeunload', (event) => {
    if (editors.some((editor) => editor.code.getValue() !== editor.start)) event.preventDefault();
  });

  show(editors[0]);
  updateAdds();
  checkNow();
})();
