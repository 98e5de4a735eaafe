"""The questions on which the definition of a refugee turns, asked alike in every legal order that follows it.

What feared harm the state would do, and what others would do, is asked apart: each is a basis of its own, and
the harm, the danger, the reason and the protection must be found for one and the same basis.
"""

from __future__ import annotations

from wellfounded.rules.facts import Facts, asks
from wellfounded.rules.terms import Proposition


class Origin(Facts):
    """Where the person comes from, and where they are."""

    outside_own_country: Proposition = asks(
        "Is the person outside the country of their nationality or, without a nationality, outside the country where"
        " they used to live?"
    )
    other_nationality_protects: Proposition = asks(
        "Has the person another nationality whose protection they could use, without a good reason not to?"
    )
    stateless_and_cannot_go_back: Proposition = asks(
        "Is the person without a nationality and unable, or because of the fear unwilling, to go back to the country"
        " where they used to live?"
    )


class HarmByState(Facts):
    """What the police, the army, the courts or other authorities would do."""

    state_threatens_life_or_body: Proposition = asks(
        "Would the authorities kill, torture or otherwise violently harm the person?"
    )
    state_takes_liberty: Proposition = asks("Would the authorities arrest, detain or imprison the person?")
    state_oppresses_other_freedom: Proposition = asks(
        "Would the authorities take from the person another freedom, such as that of belief, of speech or of earning"
        " a living?"
    )
    state_violates_rights_gravely: Proposition = asks(
        "Would the authorities violate another human right of the person gravely?"
    )
    state_measures_add_up: Proposition = asks(
        "Would several measures or discriminations by the authorities, taken together, weigh as much as such a"
        " violation?"
    )
    only_ordinary_prosecution: Proposition = asks(
        "Is what the person fears from the authorities only prosecution or punishment for an ordinary crime?"
    )
    law_punishes_ground: Proposition = asks(
        "Does the law punish what the person is, believes or says: a reason that the Convention names?"
    )
    punished_more_for_ground: Proposition = asks(
        "Would the trial be unfair or the punishment too heavy for such a reason?"
    )
    only_military_service: Proposition = asks(
        "Is what the person fears from the authorities only punishment for not doing military service?"
    )
    refuses_service_for_ground: Proposition = asks(
        "Does the person refuse military service for a serious belief, or because it would mean taking part in unlawful"
        " acts, and is there no other service?"
    )


class HarmByOthers(Facts):
    """What persons and groups other than the state would do."""

    harm_by_family: Proposition = asks("Would relatives do the harm?")
    harm_by_community: Proposition = asks("Would neighbours or the local community do the harm?")
    harm_by_group: Proposition = asks("Would an armed, political, religious or ethnic group do the harm?")
    others_threaten_life_or_body: Proposition = asks("Would they kill or violently harm the person?")
    others_threaten_mutilation: Proposition = asks("Would they make the person undergo genital mutilation?")
    others_take_liberty: Proposition = asks("Would they lock the person up or hold them against their will?")
    others_force_marriage: Proposition = asks("Would they force the person to marry?")
    others_oppress_other_freedom: Proposition = asks(
        "Would they take from the person another freedom, such as that of belief, of speech or of earning a living?"
    )
    others_violate_rights_gravely: Proposition = asks("Would they violate another human right of the person gravely?")
    others_measures_add_up: Proposition = asks(
        "Would several things that they do, taken together, weigh as much as such a violation?"
    )


class Fear(Facts):
    """The fear, and what makes the danger real."""

    is_afraid: Proposition = asks("Is the person afraid of being harmed if they go back?")
    cannot_express_fear: Proposition = asks("Is the person too young or too ill to feel or to express fear?")
    state_harmed_before: Proposition = asks(
        "Have the authorities harmed the person in this way before, or seriously threatened to?"
    )
    state_looks_for_person: Proposition = asks("Are the authorities looking for the person, or do they watch them?")
    state_harms_such_people: Proposition = asks(
        "Do the authorities do such harm to relatives of the person, or to people in the same position?"
    )
    punishing_law_applied: Proposition = asks(
        "Is the law that punishes what the person is, believes or says applied in fact?"
    )
    arrests_go_on: Proposition = asks("Have people been arrested or prosecuted under that law in recent years?")
    others_harmed_before: Proposition = asks("Have these people harmed the person before, or seriously threatened to?")
    others_know_or_will_learn: Proposition = asks(
        "Do these people know what they would harm the person for, or would they learn of it, and mean to act?"
    )
    others_harm_such_people: Proposition = asks(
        "Do such people do such harm to people in the same position in that country?"
    )
    nothing_like_it_again: Proposition = asks(
        "Has the situation at home changed so that what happened before would not happen again?"
    )
    other_signs_from_state: Proposition = asks(
        "Does anything else in the country or in the person's position make the danger from the authorities real?"
    )
    other_signs_from_others: Proposition = asks(
        "Does anything else in the country or in the person's position make the danger from these people real?"
    )
    safe_if_behaves: Proposition = asks("Would the person be safe by behaving differently or keeping something hidden?")
    would_hide_what_is_fundamental: Proposition = asks(
        "Is what the person would have to hide or give up fundamental, such as orientation, faith or conviction?"
    )
    left_lawfully: Proposition = asks("Did the person leave the country lawfully, with a passport of their own?")
    asked_late: Proposition = asks("Did the person ask for protection only some time after arriving?")
    not_known_to_persecutor: Proposition = asks("Is the person unknown by name to those whom they fear?")
    events_after_leaving: Proposition = asks(
        "Does the danger come from what happened at home after the person had left?"
    )
    acts_after_leaving: Proposition = asks(
        "Does the danger come from what the person did abroad, and does the persecutor know of it or would learn of it?"
    )


class Reason(Facts):
    """The five reasons, and the link between the harm and one of them."""

    reason_race: Proposition = asks("Is it about the person's race, descent or ethnic origin, true or supposed?")
    reason_religion: Proposition = asks("Is it about the person's religion or having none, true or supposed?")
    reason_nationality: Proposition = asks(
        "Is it about the person's nationality, or belonging to a people or a language, true or supposed?"
    )
    political_opinion: Proposition = asks(
        "Does the person hold a political opinion that those whom they fear do not tolerate?"
    )
    opinion_supposed: Proposition = asks("Do those whom the person fears take them to hold such an opinion?")
    opinion_supposed_has_support: Proposition = asks(
        "Is that supported by something beside the person's own account, such as country information or documents?"
    )
    sexual_orientation: Proposition = asks("Is it about the person's sexual orientation, true or supposed?")
    gender_identity: Proposition = asks("Is it about the person's gender identity, true or supposed?")
    reason_gender: Proposition = asks(
        "Is it about the person's gender: what is done to women, or for being a woman or a man?"
    )
    clan_against_government: Proposition = asks("Does the person belong to a clan that opposes the government?")
    shared_trait: Proposition = asks(
        "Do the person and others share something that is inborn, cannot be changed, or is so fundamental that nobody"
        " should have to give it up?"
    )
    seen_as_group: Proposition = asks("Does the society there see the person and others like them as a group apart?")
    state_acts_for_reason: Proposition = asks(
        "Would the authorities do the harm for this reason, alone or among others?"
    )
    others_act_for_reason: Proposition = asks("Would the others do the harm for this reason, alone or among others?")
    unprotected_for_reason: Proposition = asks("Would the state leave the person without protection for this reason?")


class Protection(Facts):
    """Whether the person's own country would protect them from others, and whether anywhere in it is safe."""

    state_lets_it_happen: Proposition = asks("Does the state let such harm happen, or encourage it?")
    state_would_refuse: Proposition = asks("Would the police or the courts refuse to protect the person?")
    state_cannot_protect: Proposition = asks("Are the authorities unable to protect people from such harm in fact?")
    asking_brings_danger: Proposition = asks(
        "Would asking the authorities for help bring the person into danger, for instance of being punished?"
    )
    harm_is_lawful_there: Proposition = asks("Is such harm allowed by the law of that country?")
    persecutor_reaches_everywhere: Proposition = asks(
        "Could those whom the person fears find and harm them anywhere in the country?"
    )
    safe_part_named: Proposition = asks("Has a part of the country been named where the person would be safe?")
    safe_part_reachable: Proposition = asks("Could the person get to that part safely and lawfully?")
    safe_part_reasonable: Proposition = asks("Could one reasonably expect the person to live there?")
