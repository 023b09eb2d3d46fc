// The words by which text gives itself away that speaks to an assistant instead of people.
#pragma once

#include <array>
#include <string_view>

namespace familiar::guard {

// What a word or phrase can be; a word may be several.
enum Role : unsigned {
    k_addressee = 1U << 0U,    // whom such text speaks to
    k_person = 1U << 1U,       // may be one, when it is called ("dear assistant", "Bot: …")
    k_call = 1U << 2U,         // calls: "dear", "every"
    k_order = 1U << 3U,        // what it orders an addressee to do
    k_override = 1U << 4U,     // gives it away by itself
    k_condition = 1U << 5U,    // speaks to whoever will be asked later …
    k_answer = 1U << 6U,       // … and says what to answer
    k_ignore = 1U << 7U,       // "ignore …
    k_whose = 1U << 8U,        // … all your former …
    k_rules = 1U << 9U,        // … instructions"
    k_everything = 1U << 10U,  // "forget everything …
    k_yours = 1U << 11U,       // … you learned before"
    k_edit = 1U << 12U,        // "add … to your …
    k_reply = 1U << 13U,       // … answer"
    k_polite = 1U << 14U,      // may stand before an order
    k_show = 1U << 15U,        // "print your …
    k_inner = 1U << 16U,       // … system …
    k_prompt = 1U << 17U,      // … prompt"
    k_in_reply = 1U << 18U     // "in your answer, …"
};

struct RoleWords {
    unsigned roles;
    std::string_view words;  // with ", " between them
};

inline constexpr std::array k_role_words = {
    RoleWords{k_addressee,
              "ai, a.i, ais, ai assistant, ai assistants, ai agent, ai agents, ai model, ai models, chatbot, chatbots, "
              "language model, language models, llm, llms, gpt, chatgpt, assistants, reading software, search robot, "
              "search robots, sprachmodell, modelo de lenguaje, modelo de linguagem, modele de langage"},
    RoleWords{k_person, "assistant, bot, bots, familiar, model, asistente, assistente, assistent, assistenten"},
    RoleWords{k_call, "dear, every, all, any, each, hey, hello, hi, attention, note, to, liebe, lieber, cher, querido"},
    RoleWords{k_order,
              "you must, you will now, you should, must recommend, must say, must answer, must reply, never name, "
              "never mention, an order, tell everyone, tell everybody, tell the user, tell your user, tell users, "
              "answer that, answer with, answer every, recommend only, always recommend, reply only, reply with, "
              "respond with, respond only, say that, say only, do not mention, don't mention, print all, print the, "
              "forward all, forward the, send all, send me, rank this, rank us, act as, follow these"},
    RoleWords{k_override,
              "system prompt is, your system prompt, the system prompt, ignore the above, ignore all previous, "
              "ignore any other, ignore what, disregard the above, disregard all previous, your new task, "
              "your new instructions, you are going to act, you are going to pretend, you are going to play, "
              "you will act as, you must act as, you will act just like, act just like, you will pretend, "
              "immerse yourself into the role, immerse yourself in the role, stay in character, do anything now, "
              "from now on you, from now on your, from now on answer, you are now a, you are now an, you are now the, "
              "developer mode enabled, developer mode output, maintenance mode print, instructions you were given, "
              "what were you told before, you are not supposed to tell me, administrator override, "
              "repeat this entire conversation, ab jetzt bist du, a partir de ahora eres, "
              "a partir de agora voce, desormais tu es"},
    RoleWords{k_condition,
              "when asked, if asked, when someone asks, when somebody asks, if someone asks, if anyone asks, "
              "when people ask, whenever asked, if the user asks, when the user asks, wenn jemand fragt, "
              "si alguien pregunta, se alguem perguntar"},
    RoleWords{k_answer, "say, answer, reply, respond, tell, recommend, send, name, write, sag, antworte, responde"},
    RoleWords{k_ignore,
              "ignore, disregard, forget, override, bypass, neglect, ignoriere, ignoriert, vergiss, vergesst, ignora, "
              "ignorad, olvida, ignorez, oublie, oubliez, esqueca, esquece"},
    RoleWords{k_whose,
              "your, all, any, every, previous, prior, earlier, former, preceding, above, initial, original, these, "
              "those, existing, deine, deinen, alle, allen, bisherigen, vorherigen, tus, sus, todas, todos, "
              "anteriores, tes, vos, toutes, precedentes, suas, tuas"},
    RoleWords{k_rules,
              "instruction, instructions, rules, guidelines, prompt, prompts, directives, programming, training, "
              "policies, commands, anweisung, anweisungen, regeln, vorgaben, instrucciones, reglas, instrucoes, "
              "regras, consignes, regles"},
    RoleWords{k_everything, "everything, anything, all, alles, todo, tudo, tout"},
    RoleWords{k_yours, "you, your, above, before, previously, deine, tus, tes, tuas"},
    RoleWords{k_edit,
              "add, include, insert, integrate, append, incorporate, embed, weave, modify, change, alter, adjust, "
              "replace, substitute, swap, use, convert, transform, render, introduce, misspell, scramble, shuffle, "
              "jumble, rearrange, reorder, anagram, remove, drop, delete, omit, group, split, combine, merge, join, "
              "augment, enhance, extend, enrich, begin, start, end, finish, conclude, translate, encode, encrypt, "
              "repeat, write, provide, format, phrase, express, make, turn, reverse, capitalise, capitalize, mention, "
              "suggest, tease, promote, recommend, say, hint, advertise, encourage, invite, fuge, schreibe, ersetze, "
              "anade, incluye, escribe, acrescente, inclua, escreva, ajoute, ajoutez"},
    RoleWords{k_reply, "answer, response, reply, output"},
    RoleWords{k_polite, "please, kindly, also, then, now, and, first, always, must, bitte, por, favor"},
    RoleWords{
        k_show,
        "show, print, output, repeat, reveal, display, encode, translate, expose, dump, leak, recite, give, tell, "
        "list, what, summarise, summarize, disclose, complete, continue"},
    RoleWords{k_inner, "system, initial, starting, hidden, secret"},
    RoleWords{k_prompt, "prompt, prompts, instructions, message, configuration, initialization, guidelines"},
    RoleWords{
        k_in_reply,
        "in your answer, in your response, in your reply, "
        "in deiner antwort, en tu respuesta, na tua resposta, na sua resposta, dans ta reponse, dans votre reponse"}};

}  // namespace familiar::guard
