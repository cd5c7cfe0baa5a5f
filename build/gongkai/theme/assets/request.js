/* The request form. What is written stays here: it is printed, saved as a text file, read from one, or copied for
   a mail; nothing is sent and nothing is kept. */
(() => {
  "use strict";
  const TITLE = "政务信息公开申请表";
  const INDENT = "　　"; // before each further line of a value, so that none can be taken for another field
  const LARGEST = 100_000; // bytes of a file that may be one of ours
  const form = document.getElementById("apply");
  const fields = [...form.querySelectorAll("[data-field]")];
  const names = [...new Set(fields.map((each) => each.dataset.field))];
  const state = document.getElementById("apply-state");
  const file = document.getElementById("apply-file");
  const copied = document.getElementById("apply-copied");
  const shown = document.getElementById("apply-text");

  const isChoice = (each) => each.type === "radio" || each.type === "checkbox";
  const of = (name) => fields.filter((each) => each.dataset.field === name);

  const value = (name) => {
    const own = of(name);
    if (!isChoice(own[0])) return own[0].value;
    return own.filter((each) => each.checked).map((each) => each.value).join(" ");
  };

  /* What 条例第二十九条 wants and is not there yet. Each line: what it is called, and the fields of which one will do. */
  const WANTED = [
    ["姓名或者名称", ["姓名或者名称"]],
    ["身份证明名称", ["身份证明名称"]],
    ["身份证明号码", ["身份证明号码"]],
    ["联系方式", ["联系电话", "电子邮箱", "通信地址"]],
    ["信息的名称、文号或者特征性描述", ["信息名称", "文号", "其他特征性描述"]],
    ["提供信息的方式", ["提供信息的方式"]],
    ["获取信息的途径", ["获取信息的途径"]],
  ];

  const say = (done) => {
    const missing = WANTED.filter(([, any]) => !any.some((name) => value(name).trim())).map(([name]) => name);
    state.textContent = missing.length ? `${done}还没有填写：${missing.join("、")}（条例第二十九条）。` : done;
  };

  /* The form as text, and back */

  const written = () => {
    const lines = names.map((name) => `${name}：${value(name).replaceAll("\n", `\n${INDENT}`)}`);
    return [TITLE, `收件机关：${form.dataset.bureau}`, "", ...lines, ""].join("\n");
  };

  /* Values by field; null where the text is no form of ours. Blank lines that lost their indent count if more follows. */
  const read = (text) => {
    const [first, ...lines] = text.replace(/^\ufeff/, "").split(/\r\n|\r|\n/);
    if (first.trim() !== TITLE) return null;
    const found = new Map();
    let name = "";
    let blanks = 0;
    for (const line of lines) {
      const start = names.find((each) => line.startsWith(`${each}：`));
      if (start) found.set(start, line.slice(start.length + 1));
      else if (name && line.startsWith(INDENT)) {
        found.set(name, `${found.get(name)}${"\n".repeat(blanks + 1)}${line.slice(INDENT.length)}`);
      }
      blanks = start || line ? 0 : blanks + 1;
      name = start || (line && !line.startsWith(INDENT) ? "" : name);
    }
    return found;
  };

  const fill = (values) => {
    for (const each of fields) {
      const own = values.get(each.dataset.field) ?? "";
      if (isChoice(each)) each.checked = own.split(" ").includes(each.value);
      else each.value = own;
    }
    mirror();
  };

  /* On paper a field shows all of its value, however long. */

  const mirrors = fields.filter((each) => !isChoice(each)).map((each) => {
    const paper = document.createElement("span");
    paper.className = "gk-value";
    each.after(paper);
    return [each, paper];
  });
  const mirror = () => mirrors.forEach(([each, paper]) => (paper.textContent = each.value));
  form.dataset.mirrored = "";
  addEventListener("beforeprint", mirror);
  addEventListener("afterprint", () => delete document.documentElement.dataset.print);

  /* What can be done */

  const on = (id, act) => document.getElementById(id).addEventListener("click", act);

  on("apply-print", () => {
    document.documentElement.dataset.print = "apply"; // the rest of the page stays off the paper
    say("");
    print();
  });

  on("apply-save", () => {
    const text = `\ufeff${written().replaceAll("\n", "\r\n")}`; // as every notepad reads it
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([text], { type: "text/plain;charset=utf-8" }));
    link.download = `${TITLE}.txt`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
    say("已经保存。");
  });

  on("apply-open", () => file.click());

  file.addEventListener("change", async () => {
    const [chosen] = file.files;
    file.value = ""; // so that the same file can be chosen again
    if (!chosen) return;
    const values = chosen.size <= LARGEST ? await chosen.text().then(read, () => null) : null;
    if (values) {
      fill(values);
      say("已经读入。");
    } else {
      state.textContent = `“${chosen.name}”不是本页保存的申请表，原来填写的没有改动。`;
    }
  });

  /* Where the browser gives no clipboard, the text is shown, selected, for the reader to copy. */
  const offer = () => {
    shown.value = written();
    copied.hidden = false;
    shown.focus();
    shown.select();
    say("");
  };

  on("apply-copy", () => {
    copied.hidden = true;
    if (!navigator.clipboard) offer();
    else navigator.clipboard.writeText(written()).then(() => say("已经复制，可以贴到电子邮件里。"), offer);
  });

  on("apply-clear", () => {
    fill(new Map());
    copied.hidden = true;
    shown.value = "";
    state.textContent = "已经清空。";
  });
})();
